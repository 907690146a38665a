package io.outpost.agent.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must be told of an hour, by its script alone: who is where from when to when, and when
 * nobody watches. Where a break falls on a moment at which no one could say what is right, such as
 * while a vehicle rolls to a stop, it says so, and the break is not made.
 */
public final class HourOracle {
  /** Until a camera has settled at its preset. */
  static final double SETTLES = 2;

  /** Until an agent that starts has heard where its camera looks. */
  static final double HEARS = 1;

  /** What stands is known to; before that, it is given up when pictures end. */
  private static final double KNOWN_TO_STAND = 4;

  /** So old may be what the disk knows when the agent is killed. */
  private static final double STALE = 10;

  /** From so long on what has not begun is written to the disk, before an agent is killed. */
  private static final double LASTS = 10;

  /** How long a body is waited for at its place. */
  private static final double WAITS = 5;

  /** Between the last look that shows something and the end of it. */
  private static final double LAST_LOOK = 2.5;

  /** Until what is due is told at the latest: looks are missed. */
  private static final double LATE = 6;

  /** Until a queue that stands is one, once it is watched. */
  private static final double QUEUES = 8;

  /**
   * What is to be told, with its reason where it has one, and when: from the earliest to the latest
   * second.
   */
  public record Expected(String what, double from, double to) {}

  /**
   * By which terms a lane counts.
   *
   * @param standing whether only what stands does
   * @param grouped whether what has not begun is forgotten with the agent
   * @param hours from and to, seconds
   * @param preset at which the camera must stand
   */
  record Terms(
      String lane,
      double dwell,
      boolean standing,
      boolean grouped,
      List<double[]> hours,
      Optional<String> preset) {}

  /**
   * A vehicle that comes into the lane, stops, drives on and is gone.
   *
   * @param hidden when something stands before it; empty for never
   */
  record Parked(double came, double stops, double drives, double gone, double[] hidden) {}

  /**
   * A time in which a lane is watched.
   *
   * @param restarted whether the agent was away before it
   * @param stale how old at most what is known then is, beside the time away
   */
  record Span(double from, double to, boolean restarted, double stale) {}

  private final List<HourBreak> breaks;
  private final boolean turns;
  private final double end;
  private final List<Expected> expected = new ArrayList<>();
  private boolean clear = true;

  /**
   * @param turns whether lanes belong to presets
   */
  HourOracle(List<HourBreak> breaks, boolean turns, double end) {
    this.breaks = breaks;
    this.turns = turns;
    this.end = end;
  }

  List<Expected> expected() {
    return expected;
  }

  /** Whether it can be said what is to be told. */
  boolean clear() {
    return clear;
  }

  private void tell(String what, double from, double to) {
    expected.add(new Expected(what, from, to));
  }

  /** An edge of a break may not lie there. */
  private void doubt(double edge, double from, double to) {
    clear &= edge < from || edge > to;
  }

  List<Span> spans(Optional<String> preset) {
    List<Span> spans = new ArrayList<>();
    String looksAt = SyntheticHour.ROAD;
    double from = turns ? SETTLES : 0;
    boolean restarted = false;
    double stale = 0;
    for (HourBreak one : breaks) {
      if (preset.isEmpty() || preset.get().equals(looksAt)) {
        spans.add(new Span(from, one.from(), restarted, stale));
        restarted = false;
        stale = 0;
      }
      restarted |= one.restarts();
      stale = one.kind() == HourBreak.Kind.KILL ? STALE : stale;
      looksAt = one.looksAt();
      from = one.to() + (turns ? SETTLES : 0) + (turns && one.restarts() ? HEARS : 0);
    }
    if (preset.isEmpty() || preset.get().equals(looksAt)) {
      spans.add(new Span(from, end, restarted, stale));
    }
    return spans;
  }

  /**
   * One vehicle in a lane.
   *
   * @param others when anything else is in the lane, from and to
   */
  void parked(Terms terms, Parked one, List<double[]> others) {
    List<Span> spans = spans(terms.preset());
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      double stale = i + 1 < spans.size() ? spans.get(i + 1).stale() : 0;
      for (double edge : new double[] {span.from(), span.to()}) {
        double late = edge == span.to() ? stale : 0;
        doubt(edge, one.came - 1, one.stops + KNOWN_TO_STAND + late);
        doubt(edge, one.drives - WAITS, one.gone + WAITS);
        if (one.hidden.length > 0) {
          doubt(edge, one.hidden[0] - 1.5, one.hidden[1] + 1.5);
        }
      }
    }
    Stay stay = new Stay(terms, one, others);
    spans.forEach(stay::watch);
    stay.finish();
  }

  /** What is known of one vehicle's stay, from span to span. */
  private final class Stay {
    private final Terms terms;
    private final Parked parked;
    private final List<double[]> others;
    private boolean known;
    private boolean begun;
    private boolean present;
    private double since;
    private double hoursSince;
    private double lastTo = -1;

    Stay(Terms terms, Parked parked, List<double[]> others) {
      this.terms = terms;
      this.parked = parked;
      this.others = others;
    }

    void watch(Span span) {
      missed(span);
      boolean seen = parked.came < span.to() && parked.gone > span.from();
      if (seen) {
        meet(span);
        begin(span);
        end(span);
      }
      lastTo = span.to();
    }

    /** What happened since nobody watched. */
    private void missed(Span span) {
      double earliest = lastTo - LAST_LOOK - span.stale();
      if (begun && closes(lastTo, span.from()) >= 0) {
        begun = false;
        tell(terms.lane + " ended hours-over", earliest, lastTo + 0.1);
      } else if (begun && parked.drives <= span.from()) {
        begun = false;
        tell(terms.lane + " ended unwatched", earliest, lastTo + 0.1);
      }
      if (known && parked.drives <= span.from() && parked.gone > lastTo) {
        others.forEach(other -> clear &= other[1] < lastTo || other[0] > span.from() + WAITS);
      }
      double opens = opens(lastTo, span.from());
      if (opens >= 0 || span.restarted()) {
        hoursSince = span.from();
      }
    }

    /** Where the camera never looked again. */
    void finish() {
      if (begun) {
        tell(terms.lane + " ended unwatched", lastTo - LAST_LOOK, lastTo + 0.1);
      }
    }

    private void meet(Span span) {
      double stood = lastTo - since;
      boolean inOrder = span.stale() == 0; // What stands is written down whatever its time.
      boolean kept = !terms.grouped && (inOrder || stood >= LASTS);
      if (known && span.restarted() && !begun) {
        doubt(stood, LASTS - 1, LASTS + STALE + 2);
      }
      if (!known || (span.restarted() && !begun && !kept)) {
        known = true;
        present = parked.stops < span.from();
        since = Math.max(terms.standing ? parked.stops : parked.came, present ? span.from() : -1);
      }
      doubt(span.to(), since, since + KNOWN_TO_STAND);
      double opens = opens(span.from(), span.to());
      hoursSince = opens >= 0 ? opens : hoursSince;
    }

    private void begin(Span span) {
      if (begun || terms.hours.stream().noneMatch(one -> inside(one, span))) {
        return;
      }
      double due = Math.max(since, hoursSince) + terms.dwell;
      double latest = Math.max(due, span.from()) + LATE;
      double closes = closes(span.from(), span.to());
      double over = Math.min(Math.min(span.to(), parked.drives), closes >= 0 ? closes : end);
      if (due - 1 > over) {
        return;
      }
      clear &= latest < over;
      begun = true;
      double slack = since > span.from() && since > hoursSince ? 1 : 0.1;
      tell(
          terms.lane + " began" + (present ? " present" : ""),
          Math.max(due - slack, span.from()),
          latest);
    }

    private boolean inside(double[] hours, Span span) {
      return hours[0] < Math.min(span.to(), parked.drives)
          && hours[1] > Math.max(span.from(), since);
    }

    private void end(Span span) {
      double closes = closes(span.from(), span.to());
      if (begun && closes >= 0 && closes < parked.drives) {
        begun = false;
        double seen = closes - LAST_LOOK;
        double before = Math.min(seen, lastTo - LAST_LOOK - span.stale());
        tell(terms.lane + " ended hours-over", seen < span.from() ? before : seen, closes + 0.1);
      } else if (begun && parked.drives < span.to()) {
        begun = false;
        tell(terms.lane + " ended", parked.drives - 0.5, parked.gone + 1);
      }
    }

    /** When its hours begin between the two; below zero for never. */
    private double opens(double from, double to) {
      return terms.hours.stream()
          .mapToDouble(one -> one[0])
          .filter(at -> at > from && at <= Math.min(to, parked.gone))
          .findFirst()
          .orElse(-1);
    }

    private double closes(double from, double to) {
      return terms.hours.stream()
          .mapToDouble(one -> one[1])
          .filter(at -> at > Math.max(from, parked.came) && at <= to)
          .findFirst()
          .orElse(-1);
    }
  }

  /** Vehicles that come up in all lanes of a group from then on, and drive on together. */
  void queue(String group, double at, double over, Optional<String> preset) {
    double lastTo = -1;
    boolean told = false;
    for (Span span : spans(preset)) {
      for (double edge : new double[] {span.from(), span.to()}) {
        doubt(edge, at - 1, at + 17);
        doubt(edge, over - WAITS, over + 16);
      }
      if (told && over < span.from()) {
        told = false;
        tell(group + " ended unwatched", lastTo - LAST_LOOK - span.stale(), lastTo + 0.1);
      }
      if (!told && at < span.to() && over > span.from()) {
        clear &= Math.min(over, span.to()) - span.from() > QUEUES + 1;
        told = true;
        tell(
            group + " began",
            Math.max(at + 5, span.from() + 2.9),
            Math.max(at + 16, span.from() + QUEUES));
      }
      if (told && over < span.to()) {
        told = false;
        tell(group + " ended", over - 1, over + 8);
      }
      lastTo = span.to();
    }
    if (told) {
      tell(group + " ended unwatched", lastTo - LAST_LOOK, lastTo + 0.1);
    }
  }
}
