package io.outpost.agent.camera;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * A part of every day, such as 07:00-09:30; over midnight when it ends before it begins.
 *
 * @param from the first moment of it
 * @param to the first moment after it
 */
public record DayHours(LocalTime from, LocalTime to) {
  /**
   * Reads such hours.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static DayHours parse(String text) {
    String[] ends = text.split("-", -1);
    try {
      if (ends.length == 2) {
        return new DayHours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
      }
    } catch (DateTimeParseException notATime) {
      throw refused(text, notATime);
    }
    throw refused(text, null);
  }

  private static IllegalArgumentException refused(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        "expected hours such as 07:00-09:30, found '" + text + "'", cause);
  }

  /** Whether the moment is in them. */
  public boolean contain(LocalTime time) {
    boolean afterStart = !time.isBefore(from);
    boolean beforeEnd = time.isBefore(to);
    return from.isBefore(to) ? afterStart && beforeEnd : afterStart || beforeEnd;
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
