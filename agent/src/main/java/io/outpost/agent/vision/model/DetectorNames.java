package io.outpost.agent.vision.model;

import java.util.Optional;

/** The installed models that a person has chosen; empty for the built-in detectors. */
public record DetectorNames(Optional<String> faces, Optional<String> bodies) {
  public static final DetectorNames BUILT_IN =
      new DetectorNames(Optional.empty(), Optional.empty());
}
