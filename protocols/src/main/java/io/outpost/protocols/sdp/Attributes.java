package io.outpost.protocols.sdp;

import java.util.List;
import java.util.Optional;

/** The {@code a=} lines of a session or of one of its media, in order. */
public record Attributes(List<Attribute> lines) {
  public Attributes {
    lines = List.copyOf(lines);
  }

  /**
   * One line.
   *
   * @param value empty for a flag such as {@code recvonly}
   */
  public record Attribute(String name, String value) {}

  public Optional<String> first(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Attribute::value)
        .findFirst();
  }

  /**
   * The value that an attribute such as {@code rtpmap} or {@code fmtp} has for a payload type: what
   * follows the number.
   */
  public Optional<String> forFormat(String name, String format) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Attribute::value)
        .filter(value -> value.startsWith(format + " ") || value.startsWith(format + "\t"))
        .map(value -> value.substring(format.length()).trim())
        .findFirst();
  }
}
