package io.outpost.agent.camera;

import java.util.Arrays;
import java.util.Optional;

/** What a camera is worth when the box cannot serve all of them as wished; the least goes first. */
public enum Priority {
  LOW("low"),
  NORMAL("normal"),
  /** Keeps its detectors whatever happens. */
  HIGH("high");

  private final String label;

  Priority(String label) {
    this.label = label;
  }

  /** As it stands in camera files. */
  public String label() {
    return label;
  }

  /** Empty for no priority's label. */
  public static Optional<Priority> of(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }
}
