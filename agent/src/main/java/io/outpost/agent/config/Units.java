package io.outpost.agent.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations and sizes as they stand in configuration files: {@code 400ms}, {@code 2s}, {@code 5m},
 * {@code 72h}, {@code 30d}; {@code 512KiB}, {@code 16MiB}, {@code 2GiB}.
 */
public final class Units {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|KiB|MiB|GiB)");

  private Units() {}

  /**
   * @throws IllegalArgumentException when the text is no duration; schemas check that first
   */
  public static Duration duration(String text) {
    Matcher matcher = matched(text);
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException("not a duration: " + text);
    };
  }

  /**
   * @throws IllegalArgumentException when the text is no size; schemas check that first
   */
  public static long sizeBytes(String text) {
    Matcher matcher = matched(text);
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "KiB" -> amount << 10;
      case "MiB" -> amount << 20;
      case "GiB" -> amount << 30;
      default -> throw new IllegalArgumentException("not a size: " + text);
    };
  }

  /** The shortest whole form, so that reading it back gives the same duration. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0 || millis == 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** The shortest whole form of a size in bytes, so that reading it back gives the same size. */
  public static String formatSize(long bytes) {
    if (bytes % (1 << 30) == 0) {
      return (bytes >> 30) + "GiB";
    }
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
  }

  private static Matcher matched(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("neither a duration nor a size: " + text);
    }
    return matcher;
  }
}
