package io.outpost.agent.vision.model;

/** How the weights of a model are stored, or most of them: what it computes with follows. */
public enum ModelNumbers {
  FLOAT32,
  FLOAT16,
  /** Bytes, with a sign or without. */
  INT8,
  /** Of some other kind, or there are none. */
  OTHER;

  /** For people and scripts. */
  public String label() {
    return Label.of(this);
  }
}
