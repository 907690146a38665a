package io.outpost.agent.vision.model;

/** What the numbers mean that a model gives; each is one class of the vision worker. */
public enum DecodingStyle {
  /** MediaPipe's faces: a box and six landmarks for each place of a grid. */
  BLAZEFACE(true),
  /** OpenCV Zoo's faces: boxes and five landmarks in grids of several strides. */
  YUNET(true),
  /** Boxes coded against anchors, and a score for each class, as the built-in bodies. */
  SSD(false),
  /** Boxes, classes and scores that the model has sorted out by itself. */
  SSD_BOXES(false),
  YOLOX(false),
  NANODET(false),
  FASTESTDET(false);

  private final boolean facesAlone;

  DecodingStyle(boolean facesAlone) {
    this.facesAlone = facesAlone;
  }

  /** As it stands in manifests. */
  public String label() {
    return Label.of(this);
  }

  /** Whether it can say nothing but where faces are, and so has no labels. */
  public boolean facesAlone() {
    return facesAlone;
  }
}
