package io.outpost.agent.onvif;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Why a camera could not be asked, in one line that says what to do. */
public final class OnvifException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What kind of failure it is. */
  public enum Reason {
    /** Nothing answers at that address. */
    UNREACHABLE,
    /** Something answers, but it is not ONVIF. */
    NOT_ONVIF,
    /** The camera wants a user and a password, and there are none. */
    CREDENTIALS_MISSING,
    /** The camera does not take the user or the password. */
    CREDENTIALS_REFUSED,
    /** The camera understood, and will not. */
    REFUSED,
    /** The camera points to another host. */
    ELSEWHERE,
    /** The answer took too long. */
    TOO_SLOW,
    /** The answer is longer than any that makes sense. */
    TOO_LARGE
  }

  OnvifException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  OnvifException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** The camera answers, but takes too long for all of it. */
  public static OnvifException tooSlow(URI service, Duration limit) {
    return new OnvifException(
        Reason.TOO_SLOW,
        "%s: the camera did not answer all questions within %d s; restart it, or ask again when it"
                .formatted(service, limit.toSeconds())
            + " has less to do");
  }

  public Reason reason() {
    return reason;
  }
}
