package io.outpost.agent.camera;

import java.util.Arrays;
import java.util.Optional;

/** How a body must move to count in a lane. */
public enum Motion {
  ANY("any"),
  STANDING("standing"),
  MOVING("moving");

  private final String label;

  Motion(String label) {
    this.label = label;
  }

  /** As it stands in camera files and events. */
  public String label() {
    return label;
  }

  /** The one of that label. */
  public static Optional<Motion> of(String label) {
    return Arrays.stream(values()).filter(motion -> motion.label.equals(label)).findFirst();
  }
}
