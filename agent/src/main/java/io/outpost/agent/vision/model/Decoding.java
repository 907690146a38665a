package io.outpost.agent.vision.model;

import java.util.List;

/**
 * How to read what a model gives.
 *
 * @param strides pixels of the input from one place of a grid to the next; empty where the style
 *     has no grids
 * @param bins of the distribution in which NanoDet gives the distance to each edge, less one
 * @param anchors of the style {@link DecodingStyle#SSD}
 */
public record Decoding(DecodingStyle style, List<Integer> strides, int bins, Anchors anchors) {
  static final int USUAL_BINS = 7;

  public Decoding {
    strides = List.copyOf(strides);
  }

  /**
   * The anchors of an SSD: the first layer has one place each 16 pixels, each further one half as
   * many.
   *
   * @param layers how many
   * @param minScale size of the first layer's anchors, of the input's
   * @param maxScale the same of the last
   */
  public record Anchors(int layers, double minScale, double maxScale) {
    public static final Anchors USUAL = new Anchors(6, 0.2, 0.95);
  }

  static List<Integer> usualStrides(DecodingStyle style) {
    return switch (style) {
      case BLAZEFACE -> List.of(4);
      case YUNET, YOLOX -> List.of(8, 16, 32);
      case NANODET -> List.of(8, 16, 32, 64);
      case FASTESTDET -> List.of(16);
      case SSD, SSD_BOXES -> List.of();
    };
  }
}
