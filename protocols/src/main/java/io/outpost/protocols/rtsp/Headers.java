package io.outpost.protocols.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header lines in the order they were sent; names compare without regard to case. */
public final class Headers {
  public static final Headers NONE = new Headers(List.of());

  private final List<Header> lines;

  private Headers(List<Header> lines) {
    this.lines = lines;
  }

  /** One header line, value without surrounding blanks. */
  public record Header(String name, String value) {}

  public static Headers of(List<Header> lines) {
    return new Headers(List.copyOf(lines));
  }

  /** These lines and one more behind them. */
  public Headers with(String name, String value) {
    List<Header> more = new ArrayList<>(lines);
    more.add(new Header(name, value));
    return of(more);
  }

  public Optional<String> first(String name) {
    for (Header line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        return Optional.of(line.value());
      }
    }
    return Optional.empty();
  }

  /** Every value of a header that may be repeated, such as WWW-Authenticate. */
  public List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  public List<Header> lines() {
    return lines;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers that && lines.equals(that.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  /** Names only: values may hold an answer to a challenge. */
  @Override
  public String toString() {
    return lines.stream().map(Header::name).toList().toString();
  }
}
