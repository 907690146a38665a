package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;

/**
 * The places of a model's grids, grid after grid as the manifest's strides, each row by row. The
 * last ones may lie in part beyond the input.
 */
final class Grids {
  private Grids() {}

  /** Told of each place. */
  interface Visitor {
    /**
     * @param index of the place, over all grids
     * @param x of the place in its grid
     * @param stride pixels of the input from one place to the next
     */
    void at(int index, int x, int y, int stride);
  }

  static int places(DetectorModel model) {
    int places = 0;
    for (int stride : model.decoding().strides()) {
      places += across(model.input().width(), stride) * across(model.input().height(), stride);
    }
    return places;
  }

  private static int across(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }

  static void forEach(DetectorModel model, Visitor visitor) {
    int index = 0;
    for (int stride : model.decoding().strides()) {
      int columns = across(model.input().width(), stride);
      int rows = across(model.input().height(), stride);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          visitor.at(index++, x, y, stride);
        }
      }
    }
  }
}
