package io.outpost.agent.vision;

import java.io.IOException;

/** The worker is well, and has a reason not to give this still. */
public final class StillRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The group of pictures does not decode cleanly up to the wanted one. */
    CORRUPT,
    /** It asks for pictures beyond the limits. */
    TOO_LARGE,
    /** Its pictures have another shape than the analysed ones. */
    OTHER_SHAPE
  }

  private final Reason reason;

  StillRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
