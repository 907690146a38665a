package io.outpost.protocols.onvif;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time zone as POSIX writes it (IEEE 1003.1, 8.3, TZ): {@code CST-8}, {@code
 * CET-1CEST,M3.5.0,M10.5.0/3}. West is positive, so {@code CST-8} is eight hours ahead of UTC.
 *
 * @param standardSeconds ahead of UTC
 * @param daylight while it holds, where there is such a time
 */
record PosixTimeZone(int standardSeconds, Optional<Daylight> daylight) {
  private static final String NAME = "(?:<[^<>]{1,32}>|[A-Za-z]{1,64}?)";
  private static final String OFFSET = "([+-]?\\d{1,2}(?::\\d{1,2}){0,2})";
  private static final String RULE =
      "M(\\d{1,2})\\.(\\d)\\.(\\d)(?:/([+-]?\\d{1,3}(?::\\d{1,2}){0,2}))?";
  private static final Pattern ZONE =
      Pattern.compile(NAME + OFFSET + "(?:" + NAME + OFFSET + "?(?:," + RULE + "," + RULE + ")?)?");
  private static final int HOUR_SECONDS = 3600;
  private static final int MAX_SECONDS = 18 * HOUR_SECONDS;
  private static final int MAX_CHARS = 128;

  /** The time of summer, from one rule to the other; the year may end in between. */
  record Daylight(int seconds, Rule begin, Rule end) {}

  /** The n-th weekday of a month, 5 being the last, and seconds from that midnight. */
  record Rule(int month, int week, DayOfWeek day, int seconds) {
    LocalDateTime in(int year) {
      LocalDate first = LocalDate.of(year, month, 1);
      LocalDate date =
          week == 5
              ? first.with(TemporalAdjusters.lastInMonth(day))
              : first.with(TemporalAdjusters.dayOfWeekInMonth(week, day));
      return date.atStartOfDay().plusSeconds(seconds);
    }
  }

  static Optional<PosixTimeZone> parse(String text) {
    if (text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    Matcher zone = ZONE.matcher(text.strip());
    if (!zone.matches()) {
      return Optional.empty();
    }
    int standard = -seconds(zone.group(1));
    int summer = zone.group(2) == null ? standard + HOUR_SECONDS : -seconds(zone.group(2));
    Optional<Rule> begin = rule(zone, 3);
    Optional<Rule> end = rule(zone, 7);
    boolean believable = Math.abs(standard) <= MAX_SECONDS && Math.abs(summer) <= MAX_SECONDS;
    if (!believable || (zone.group(3) != null && (begin.isEmpty() || end.isEmpty()))) {
      return Optional.empty();
    }
    return Optional.of(
        new PosixTimeZone(
            standard, begin.map(rule -> new Daylight(summer, rule, end.orElseThrow()))));
  }

  private static Optional<Rule> rule(Matcher zone, int group) {
    if (zone.group(group) == null) {
      return Optional.empty();
    }
    int month = Integer.parseInt(zone.group(group));
    int week = Integer.parseInt(zone.group(group + 1));
    int day = Integer.parseInt(zone.group(group + 2));
    if (month < 1 || month > 12 || week < 1 || week > 5 || day > 6) {
      return Optional.empty();
    }
    String time = zone.group(group + 3);
    int seconds = time == null ? 2 * HOUR_SECONDS : seconds(time);
    return Optional.of(new Rule(month, week, DayOfWeek.SUNDAY.plus(day), seconds));
  }

  private static int seconds(String clock) {
    int sign = clock.startsWith("-") ? -1 : 1;
    int seconds = 0;
    int unit = HOUR_SECONDS;
    for (String part : clock.replaceFirst("^[+-]", "").split(":", -1)) {
      seconds += Integer.parseInt(part) * unit;
      unit /= 60;
    }
    return sign * seconds;
  }

  /**
   * The offset at a local time.
   *
   * @param daylightSavings whether the camera keeps to summer time at all
   */
  ZoneOffset offsetAt(LocalDateTime local, boolean daylightSavings) {
    if (!daylightSavings || daylight.isEmpty()) {
      return ZoneOffset.ofTotalSeconds(standardSeconds);
    }
    LocalDateTime begin = daylight.get().begin().in(local.getYear());
    LocalDateTime end = daylight.get().end().in(local.getYear());
    boolean summer =
        begin.isBefore(end)
            ? !local.isBefore(begin) && local.isBefore(end)
            : !local.isBefore(begin) || local.isBefore(end);
    return ZoneOffset.ofTotalSeconds(summer ? daylight.get().seconds() : standardSeconds);
  }
}
