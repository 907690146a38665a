package io.outpost.agent.plan;

import java.util.Locale;

/** What can run out. */
public enum Resource {
  /** Cores, most of them for receiving. */
  RECEIVING,
  DECODING,
  /** For comparing pictures with the scene. */
  GATE,
  DETECTORS,
  MEMORY;

  /** As it stands in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
