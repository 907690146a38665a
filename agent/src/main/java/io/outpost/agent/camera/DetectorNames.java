package io.outpost.agent.camera;

import java.util.Optional;

/**
 * The detectors that a person has chosen, by the names of installed models; {@link #BUILT_IN} for
 * the one that comes with the agent, empty where nothing was said.
 */
public record DetectorNames(Optional<String> faces, Optional<String> bodies) {
  /** No model may be called so. */
  public static final String BUILT_IN = "builtin";

  /** Nothing was said. */
  public static final DetectorNames NONE = new DetectorNames(Optional.empty(), Optional.empty());
}
