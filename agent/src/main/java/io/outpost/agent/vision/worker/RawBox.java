package io.outpost.agent.vision.worker;

/**
 * What a model says it sees, in pixels of its input.
 *
 * @param label its number among the model's labels
 * @param score 0..1
 * @param landmarks x and y in turn; empty where the model gives none
 */
record RawBox(
    int label,
    double score,
    double left,
    double top,
    double right,
    double bottom,
    double[] landmarks) {
  static final double[] NO_LANDMARKS = {};

  /** By its middle. */
  static RawBox centred(int label, double score, double[] middleAndSize) {
    double halfWidth = middleAndSize[2] / 2;
    double halfHeight = middleAndSize[3] / 2;
    return new RawBox(
        label,
        score,
        middleAndSize[0] - halfWidth,
        middleAndSize[1] - halfHeight,
        middleAndSize[0] + halfWidth,
        middleAndSize[1] + halfHeight,
        NO_LANDMARKS);
  }

  RawBox with(double[] points) {
    return new RawBox(label, score, left, top, right, bottom, points);
  }

  /** Whether its numbers are numbers: a model may overflow. */
  boolean isFinite() {
    double sum = left + top + right + bottom;
    for (double point : landmarks) {
      sum += point;
    }
    return Double.isFinite(sum);
  }
}
