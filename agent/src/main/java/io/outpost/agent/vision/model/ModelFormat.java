package io.outpost.agent.vision.model;

/** What runs a model: TensorFlow Lite, or OpenCV for ONNX. */
public enum ModelFormat {
  TFLITE,
  ONNX;

  /** As it stands in manifests, and what its files end with. */
  public String label() {
    return Label.of(this);
  }
}
