package io.outpost.protocols.onvif;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a camera says of itself in scopes (ONVIF Core, scopes): {@code
 * onvif://www.onvif.org/name/Gate%20North}.
 *
 * @param values as written
 */
public record Scopes(List<String> values) {
  private static final String PREFIX = "onvif://www.onvif.org/";
  private static final int MAX_SCOPES = 256;

  public Scopes {
    values = values.stream().limit(MAX_SCOPES).toList();
  }

  static Scopes of(List<String> values) {
    return new Scopes(values);
  }

  public Optional<String> name() {
    return first("name");
  }

  public Optional<String> hardware() {
    return first("hardware");
  }

  public Optional<String> location() {
    return first("location");
  }

  /** All values of a category, decoded, such as {@code all("type")}; empty ones are left out. */
  public List<String> all(String category) {
    String start = PREFIX + category + "/";
    return values.stream()
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(start))
        .map(value -> PercentEncoding.decode(value.substring(start.length())).strip())
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private Optional<String> first(String category) {
    return all(category).stream().findFirst();
  }
}
