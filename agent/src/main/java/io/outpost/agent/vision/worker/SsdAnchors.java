package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.Decoding.Anchors;

/**
 * The anchors of an SSD with layers of strides 16, 32 and so on, and how boxes are coded against
 * them ("SSD: Single Shot MultiBox Detector", Liu et al., section 2.2; layout as in the TensorFlow
 * Object Detection API).
 */
final class SsdAnchors {
  /** Of the built-in model: six layers at 300x300. */
  static final int COUNT = 1917;

  private static final int INPUT = 300;
  private static final int LOWEST_ANCHORS = 3;
  private static final int ANCHORS = 6;

  /** What the centre and the size of a coded box are divided by. */
  private static final double CENTER_SCALE = 10;

  private static final double SIZE_SCALE = 5;

  private final Anchors layers;
  private final double[] centerX;
  private final double[] centerY;
  private final double[] width;
  private final double[] height;
  private int filled;

  /** Those of the built-in model. */
  SsdAnchors() {
    this(INPUT, INPUT, Anchors.USUAL);
  }

  /** For an input of this size, pixels. */
  SsdAnchors(int inputWidth, int inputHeight, Anchors layers) {
    this.layers = layers;
    int count = 0;
    for (int layer = 0; layer < layers.layers(); layer++) {
      int places = side(inputWidth, layer) * side(inputHeight, layer);
      count += places * (layer == 0 ? LOWEST_ANCHORS : ANCHORS);
    }
    centerX = new double[count];
    centerY = new double[count];
    width = new double[count];
    height = new double[count];
    for (int layer = 0; layer < layers.layers(); layer++) {
      int columns = side(inputWidth, layer);
      int rows = side(inputHeight, layer);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          addPlace(layer, (x + 0.5) / columns, (y + 0.5) / rows);
        }
      }
    }
  }

  int count() {
    return filled;
  }

  /** The box as left, top, right, bottom, fractions of the input. */
  double[] decode(int anchor, float[] boxes) {
    int at = anchor * 4;
    double y = boxes[at] / CENTER_SCALE * height[anchor] + centerY[anchor];
    double x = boxes[at + 1] / CENTER_SCALE * width[anchor] + centerX[anchor];
    double h = Math.exp(boxes[at + 2] / SIZE_SCALE) * height[anchor];
    double w = Math.exp(boxes[at + 3] / SIZE_SCALE) * width[anchor];
    return new double[] {x - w / 2, y - h / 2, x + w / 2, y + h / 2};
  }

  private static int side(int input, int layer) {
    return (int) Math.ceil(input / (double) (16 << layer));
  }

  private void addPlace(int layer, double x, double y) {
    double scale = scale(layer);
    if (layer == 0) {
      // The lowest layer has few: one small, one wide, one tall.
      add(x, y, 0.1, 1);
      add(x, y, scale, 2);
      add(x, y, scale, 0.5);
      return;
    }
    for (double aspect : new double[] {1, 2, 0.5, 3, 0.3333}) {
      add(x, y, scale, aspect);
    }
    double next = layer == layers.layers() - 1 ? 1 : scale(layer + 1);
    add(x, y, Math.sqrt(scale * next), 1);
  }

  private void add(double x, double y, double scale, double aspect) {
    centerX[filled] = x;
    centerY[filled] = y;
    width[filled] = scale * Math.sqrt(aspect);
    height[filled] = scale / Math.sqrt(aspect);
    filled++;
  }

  private double scale(int layer) {
    double range = layers.maxScale() - layers.minScale();
    return layers.minScale() + range * layer / (layers.layers() - 1);
  }
}
