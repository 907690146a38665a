package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a camera's clock says (GetSystemDateAndTime).
 *
 * @param instant to the second
 * @param basis what it was worked out from
 * @param timeZone as the camera wrote it (POSIX 1003.1, TZ), empty when it wrote none
 */
public record SystemDateAndTime(Instant instant, Basis basis, String timeZone) {
  private static final String SECTION = "ONVIF Core, GetSystemDateAndTime";

  /** What the instant was worked out from. */
  public enum Basis {
    UTC,

    /** Local time and zone: a camera that sends no UTC. */
    LOCAL_AND_ZONE,

    /** Local time of a camera that names no zone that could be read; taken for UTC. */
    LOCAL_ALONE
  }

  /** How far the camera's clock is ahead; negative when it is behind. */
  public Duration offsetFrom(Instant now) {
    return Duration.between(now, instant);
  }

  static SystemDateAndTime read(XmlElement response) throws ProtocolException {
    XmlElement time = Fields.element(response, "SystemDateAndTime");
    String zone = time.textAt("TimeZone", "TZ").orElse("");
    Optional<LocalDateTime> utc = dateTime(time, "UTCDateTime");
    if (utc.isPresent()) {
      return new SystemDateAndTime(utc.get().toInstant(ZoneOffset.UTC), Basis.UTC, zone);
    }
    LocalDateTime local =
        dateTime(time, "LocalDateTime")
            .orElseThrow(
                () ->
                    new ProtocolException(
                        SECTION, 0, "expected UTCDateTime or LocalDateTime with real dates"));
    boolean daylightSavings = time.textAt("DaylightSavings").flatMap(Fields::flag).orElse(true);
    Optional<ZoneOffset> offset =
        PosixTimeZone.parse(zone).map(posix -> posix.offsetAt(local, daylightSavings));
    return new SystemDateAndTime(
        local.toInstant(offset.orElse(ZoneOffset.UTC)),
        offset.isPresent() ? Basis.LOCAL_AND_ZONE : Basis.LOCAL_ALONE,
        zone);
  }

  /** Empty when it is absent or no date there ever was, as the zeroes of an unset clock. */
  private static Optional<LocalDateTime> dateTime(XmlElement time, String name) {
    Optional<XmlElement> at = time.child(name);
    if (at.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              field(at.get(), "Date", "Year"),
              field(at.get(), "Date", "Month"),
              field(at.get(), "Date", "Day"),
              field(at.get(), "Time", "Hour"),
              field(at.get(), "Time", "Minute"),
              // A leap second is the last that a clock without them has.
              Math.min(59, field(at.get(), "Time", "Second"))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int field(XmlElement time, String... path) {
    OptionalInt value = Fields.number(time, path);
    return value.orElse(-1);
  }
}
