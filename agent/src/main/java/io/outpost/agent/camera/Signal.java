package io.outpost.agent.camera;

import java.util.Arrays;
import java.util.Optional;

/** What a camera notices by itself and tells by ONVIF. */
public enum Signal {
  MOTION("motion"),

  /** It was covered, turned away, or cannot see any more. */
  TAMPER("tamper"),

  /** A contact at one of its inputs closed or opened. */
  DIGITAL_INPUT("digital-input");

  private final String label;

  Signal(String label) {
    this.label = label;
  }

  /** As it stands in camera files and events. */
  public String label() {
    return label;
  }

  static Optional<Signal> of(String label) {
    return Arrays.stream(values()).filter(signal -> signal.label.equals(label)).findFirst();
  }
}
