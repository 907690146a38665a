package io.outpost.agent.vision.model;

/** What a detector is asked for. */
public enum ModelKind {
  FACE,
  BODY;

  /** As it stands in manifests. */
  public String label() {
    return Label.of(this);
  }
}
