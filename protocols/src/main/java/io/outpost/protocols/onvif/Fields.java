package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Values of XML Schema as cameras write them. */
final class Fields {
  private static final int MAX_NUMBER_CHARS = 32;

  private Fields() {}

  /** The text at this path, which must be there. */
  static String text(XmlElement element, String... path) throws ProtocolException {
    return element.textAt(path).orElseThrow(() -> missing(element, path));
  }

  static XmlElement element(XmlElement element, String... path) throws ProtocolException {
    return element.at(path).orElseThrow(() -> missing(element, path));
  }

  /** The attribute by which other operations name this element. */
  static String token(XmlElement element) throws ProtocolException {
    return element
        .attribute("token")
        .filter(token -> !token.isEmpty())
        .orElseThrow(() -> missing(element, "@token"));
  }

  private static ProtocolException missing(XmlElement element, String... path) {
    return new ProtocolException(
        "ONVIF", 0, "expected " + String.join("/", path) + " in " + element);
  }

  /** A number of seconds, pixels or the like; cameras also write {@code 25.0}. */
  static OptionalInt number(XmlElement element, String... path) {
    OptionalDouble value = decimal(element.textAt(path));
    boolean fits = value.isPresent() && Math.abs(value.getAsDouble()) <= Integer.MAX_VALUE;
    return fits ? OptionalInt.of((int) Math.round(value.getAsDouble())) : OptionalInt.empty();
  }

  /** A finite decimal number; empty when there is none or it is no number. */
  static OptionalDouble decimal(Optional<String> text) {
    if (text.isEmpty() || text.get().length() > MAX_NUMBER_CHARS) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text.get());
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** {@code true}, {@code 1} and what cameras write for it; empty when it is neither. */
  static Optional<Boolean> flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "active", "on", "yes" -> Optional.of(true);
      case "false", "0", "inactive", "off", "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * A time (XML Schema part 2, 3.2.7); without a zone it is UTC. Empty when it is none: Hikvision
   * sends {@code 0000-00-00T00:00:00Z}.
   */
  static Optional<Instant> instant(Optional<String> text) {
    if (text.isEmpty() || text.get().length() > 2 * MAX_NUMBER_CHARS) {
      return Optional.empty();
    }
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.get(), OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          time instanceof OffsetDateTime zoned
              ? zoned.toInstant()
              : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** A duration of whole seconds (XML Schema part 2, 3.2.6), such as {@code PT60S}. */
  static String duration(Duration duration) {
    return "PT" + duration.toSeconds() + "S";
  }
}
