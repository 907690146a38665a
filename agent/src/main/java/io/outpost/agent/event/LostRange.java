package io.outpost.agent.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events of a camera that are lost, as a later event of that camera says. It says so within the
 * chain: who removes an event cannot have it called lost.
 *
 * @param first sequence of the first lost event
 * @param last sequence of the last lost event
 * @param previous {@link ChainHash} of the event before the first; empty when that is not known
 */
public record LostRange(long first, long last, Optional<String> previous) {
  private static final Pattern FORM =
      Pattern.compile("([1-9][0-9]{0,17})-([1-9][0-9]{0,17})(?::([0-9a-f]{64}))?");

  public LostRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("lost events " + first + " to " + last);
    }
  }

  /** Such as {@code 12-15:9f3c...}, or {@code 12-15}. */
  String text() {
    return first + "-" + last + previous.map(hash -> ":" + hash).orElse("");
  }

  /**
   * @throws IllegalArgumentException for anything that {@link #text} does not give
   */
  static LostRange parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("lost events are \"" + text + "\", expected FIRST-LAST");
    }
    return new LostRange(
        Long.parseLong(form.group(1)),
        Long.parseLong(form.group(2)),
        Optional.ofNullable(form.group(3)));
  }

  /** Whether the other begins right behind this one or within it. */
  public boolean reaches(LostRange later) {
    return later.first >= first && later.first <= last + 1;
  }

  /** Both as one; the other is {@linkplain #reaches reached}. */
  public LostRange with(LostRange later) {
    return new LostRange(first, Math.max(last, later.last), previous);
  }
}
