package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a subscription lives (WS-BaseNotification 1.3, 6.1.1), by the camera's own clock, which
 * may be years off.
 *
 * @param currentTime empty when the camera does not tell it
 * @param terminationTime empty when the camera does not tell it
 */
public record Renewal(Optional<Instant> currentTime, Optional<Instant> terminationTime) {
  static Renewal read(XmlElement response) {
    return new Renewal(
        Fields.instant(response.textAt("CurrentTime")),
        Fields.instant(response.textAt("TerminationTime")));
  }

  /**
   * From now to the end. Empty when the camera does not tell both times; zero or negative from a
   * camera whose subscriptions end as they begin.
   */
  public Optional<Duration> lifetime() {
    return currentTime.flatMap(now -> terminationTime.map(end -> Duration.between(now, end)));
  }
}
