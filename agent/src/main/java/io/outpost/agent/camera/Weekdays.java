package io.outpost.agent.camera;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Days of the week as they stand in files: {@code Mon-Fri}, {@code Sat,Sun}, {@code Fri-Mon}. */
final class Weekdays {
  private static final int SHORT = 3;

  private Weekdays() {}

  /**
   * @throws IllegalArgumentException when the text names other days
   */
  static Set<DayOfWeek> parse(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String range : text.split(",", -1)) {
      String[] ends = range.split("-", 2);
      DayOfWeek day = day(ends[0]);
      DayOfWeek last = day(ends[ends.length - 1]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name(day).equalsIgnoreCase(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** Reads the same when it is read back; days in a row of three or more are a range. */
  static String format(Set<DayOfWeek> days) {
    List<String> ranges = new ArrayList<>();
    for (DayOfWeek first : DayOfWeek.values()) {
      if (!days.contains(first) || (first != DayOfWeek.MONDAY && days.contains(first.minus(1)))) {
        continue;
      }
      DayOfWeek last = first;
      while (last != DayOfWeek.SUNDAY && days.contains(last.plus(1))) {
        last = last.plus(1);
      }
      String between = last.getValue() - first.getValue() > 1 ? "-" : ",";
      ranges.add(first == last ? name(first) : name(first) + between + name(last));
    }
    return String.join(",", ranges);
  }

  private static String name(DayOfWeek day) {
    String name = day.name();
    return name.charAt(0) + name.substring(1, SHORT).toLowerCase(Locale.ROOT);
  }
}
