package io.outpost.agent.upstream;

import java.io.IOException;

/** A sink did not take a batch. */
public final class DeliveryException extends IOException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  public DeliveryException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why not, as a label of metrics. */
  public enum Reason {
    /** There is no connection, or it broke. */
    CONNECTION("connection"),
    /** The receiver answered that it does not want it, or not from us. */
    REFUSED("refused"),
    /** The receiver did not answer in time. */
    TIMEOUT("timeout"),
    OTHER("other");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** As it stands in metrics. */
    public String label() {
      return label;
    }
  }
}
