package io.outpost.agent.vision.worker;

/**
 * The anchors of an SSD at 300x300 with six layers of strides 16 to 512, and how boxes are coded
 * against them ("SSD: Single Shot MultiBox Detector", Liu et al., section 2.2; layout as in the
 * TensorFlow Object Detection API).
 */
final class SsdAnchors {
  static final int COUNT = 1917;

  private static final int INPUT = 300;
  private static final int LAYERS = 6;
  private static final double MIN_SCALE = 0.2;
  private static final double MAX_SCALE = 0.95;

  /** What the centre and the size of a coded box are divided by. */
  private static final double CENTER_SCALE = 10;

  private static final double SIZE_SCALE = 5;

  private final double[] centerX = new double[COUNT];
  private final double[] centerY = new double[COUNT];
  private final double[] width = new double[COUNT];
  private final double[] height = new double[COUNT];
  private int filled;

  SsdAnchors() {
    for (int layer = 0; layer < LAYERS; layer++) {
      int side = (int) Math.ceil(INPUT / (double) (16 << layer));
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          addPlace(layer, (x + 0.5) / side, (y + 0.5) / side);
        }
      }
    }
    if (filled != COUNT) {
      throw new IllegalStateException(filled + " anchors, expected " + COUNT);
    }
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
    double next = layer == LAYERS - 1 ? 1 : scale(layer + 1);
    add(x, y, Math.sqrt(scale * next), 1);
  }

  private void add(double x, double y, double scale, double aspect) {
    centerX[filled] = x;
    centerY[filled] = y;
    width[filled] = scale * Math.sqrt(aspect);
    height[filled] = scale / Math.sqrt(aspect);
    filled++;
  }

  private static double scale(int layer) {
    return MIN_SCALE + (MAX_SCALE - MIN_SCALE) * layer / (LAYERS - 1);
  }
}
