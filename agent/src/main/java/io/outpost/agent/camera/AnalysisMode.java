package io.outpost.agent.camera;

import java.util.Optional;

/** How closely a camera is watched while nothing moves. */
public enum AnalysisMode {
  /** Chosen from how the camera sends its key pictures. */
  AUTO("auto"),
  /** Key pictures alone. What comes and goes between two of them is not seen. */
  ECO("eco"),
  /** Every picture is decoded, several a second are compared with the scene. */
  STRICT("strict"),
  /** There is no gate: detectors look several times a second, whatever happens. */
  ALWAYS("always");

  private final String label;

  AnalysisMode(String label) {
    this.label = label;
  }

  /** As it stands in camera files. */
  public String label() {
    return label;
  }

  /** Empty for no mode's label. */
  public static Optional<AnalysisMode> of(String label) {
    for (AnalysisMode mode : values()) {
      if (mode.label.equals(label)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
