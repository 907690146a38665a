package io.outpost.agent.camera;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of some or all days of the week, such as {@code 07:00-09:30} or {@code Mon-Fri
 * 07:00-09:30}; over midnight when it ends before it begins, and then part of the day on which it
 * begins. It is meant as a clock on the wall shows it: where clocks are put forward, hours that are
 * skipped are in nobody's part of the day; where they are put back, those that come twice are so
 * both times.
 *
 * @param days on which it begins
 * @param from the first moment of it
 * @param to the first moment after it
 */
public record DayHours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  public DayHours {
    if (days.isEmpty()) {
      throw new IllegalStateException("hours of no day");
    }
    days = Set.copyOf(days);
  }

  /** Of every day. */
  public DayHours(LocalTime from, LocalTime to) {
    this(EnumSet.allOf(DayOfWeek.class), from, to);
  }

  /**
   * Reads such hours.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static DayHours parse(String text) {
    String[] parts = text.strip().split("\\s+", 2);
    try {
      String[] ends = parts[parts.length - 1].split("-", -1);
      if (ends.length == 2) {
        return new DayHours(
            parts.length == 1 ? EnumSet.allOf(DayOfWeek.class) : Weekdays.parse(parts[0]),
            LocalTime.parse(ends[0].strip()),
            LocalTime.parse(ends[1].strip()));
      }
    } catch (DateTimeParseException | IllegalArgumentException notHours) {
      throw refused(text, notHours);
    }
    throw refused(text, null);
  }

  private static IllegalArgumentException refused(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "expected hours such as 07:00-09:30 or Mon-Fri 07:00-09:30, found '" + text + "'", cause);
  }

  /** Whether the moment is in them, as clocks and calendars show it there. */
  public boolean contain(LocalDateTime moment) {
    LocalTime time = moment.toLocalTime();
    boolean today = days.contains(moment.getDayOfWeek());
    if (from.isBefore(to)) {
      return today && !time.isBefore(from) && time.isBefore(to);
    }
    boolean yesterday = days.contains(moment.getDayOfWeek().minus(1));
    return (today && !time.isBefore(from)) || (yesterday && time.isBefore(to));
  }

  @Override
  public String toString() {
    String hours = from + "-" + to;
    return days.size() == DayOfWeek.values().length ? hours : Weekdays.format(days) + " " + hours;
  }
}
