package io.outpost.agent.time;

import java.time.Duration;
import java.time.Instant;

/**
 * When a picture was taken, how that is known, and how far it may be off.
 *
 * @param errorBound the true instant lies within this much of {@code instant}, to either side
 */
public record CaptureTime(Instant instant, Source source, Duration errorBound) {
  public CaptureTime {
    if (errorBound.isNegative()) {
      throw new IllegalArgumentException("error bound is negative: " + errorBound);
    }
  }

  /** How a capture time was obtained, best first. */
  public enum Source {
    /** The camera's RTCP sender reports (RFC 3550 6.4.1). */
    RTCP_SR("rtcp-sr"),
    /** Sender reports corrected by the clock offset that ONVIF reports. */
    ONVIF_OFFSET("onvif-offset"),
    /** The agent's clock when the picture's first packet arrived. */
    ARRIVAL("arrival"),
    /** The position in a clip, counted from its given start. */
    MEDIA("media");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** As it stands in events. */
    public String label() {
      return label;
    }
  }
}
