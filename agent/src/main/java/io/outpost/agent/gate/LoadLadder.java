package io.outpost.agent.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Says how much work is to be shed: a step further when the box has not kept up for a while, and a
 * step back when it has had time to spare for longer. Starts with none shed.
 *
 * <p>Overload is a debt: time in which the box does not keep up adds to it, other time takes half
 * as much away, so that a short spike is forgotten and a box that chokes every other second is not.
 * Time to spare adds up likewise: busy time takes twice as much away, overload all of it. Where a
 * step back brought the overload back soon, the next one has to wait twice as long.
 *
 * <p>Reads no clock. Not thread-safe.
 */
public final class LoadLadder {
  /**
   * When it moves.
   *
   * @param late answers that take longer are overload
   * @param early answers that take no longer leave time to spare
   * @param roomyShare so busy, the workers have time to spare; a step back may double their work
   * @param raiseAfter of overload
   * @param calmAfter of time to spare, for a step back
   * @param settle shortest time between two moves: the last one has to show what it does
   * @param relapse overload within this time of a step back is that step's doing
   * @param longestCalm most that {@code calmAfter} grows to
   */
  public record Limits(
      Duration late,
      Duration early,
      double roomyShare,
      Duration raiseAfter,
      Duration calmAfter,
      Duration settle,
      Duration relapse,
      Duration longestCalm) {
    public static final Limits DEFAULT =
        new Limits(
            Duration.ofMillis(1500),
            Duration.ofMillis(600),
            0.6,
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15));
  }

  /** Why it moved; a metric's label. */
  public enum Reason {
    /** Pictures were dropped, for the box did not keep up. */
    DROPPED,
    /** The workers answered late. */
    LATE,
    /** There was time to spare. */
    CALM
  }

  /**
   * A step up or down.
   *
   * @param sample the one that tipped the scales
   */
  public record Move(LoadStep from, LoadStep to, Reason reason, LoadSample sample) {
    /** Whether more is shed than before. */
    public boolean degrades() {
      return to.level() > from.level();
    }
  }

  /** Of a clock that stood still, as in a suspended machine, no more counts. */
  private static final long LONGEST_SAMPLE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Limits limits;
  private LoadStep step = LoadStep.NONE;
  private Duration calmAfter;
  private long debtNanos;
  private long calmNanos;
  private long lastNanos;
  private long movedNanos;
  private long loweredNanos;
  private boolean lowered;

  /**
   * @param startNanos monotonic time
   */
  public LoadLadder(Limits limits, long startNanos) {
    this.limits = limits;
    this.calmAfter = limits.calmAfter();
    this.lastNanos = startNanos;
    this.movedNanos = startNanos;
  }

  /** How much is shed now. */
  public LoadStep step() {
    return step;
  }

  /**
   * Takes the next sample.
   *
   * @param nowNanos monotonic time
   * @param useful steps that spare anything, with the cameras that there are; others are left out
   */
  public Optional<Move> observe(long nowNanos, LoadSample sample, Set<LoadStep> useful) {
    long elapsed = Math.min(LONGEST_SAMPLE_NANOS, Math.max(0, nowNanos - lastNanos));
    lastNanos = nowNanos;
    boolean overloaded = sample.dropped() > 0 || isLate(sample);
    long most = limits.raiseAfter().toNanos();
    debtNanos =
        overloaded ? Math.min(most, debtNanos + elapsed) : Math.max(0, debtNanos - elapsed / 2);
    calmNanos = isCalm(sample) ? calmNanos + elapsed : Math.max(0, calmNanos - 2 * elapsed);
    calmNanos = overloaded ? 0 : calmNanos;
    if (nowNanos - movedNanos < limits.settle().toNanos()) {
      return Optional.empty();
    }
    if (overloaded && debtNanos >= most) {
      return next(useful).map(to -> raise(to, sample, nowNanos));
    }
    if (step != LoadStep.NONE && calmNanos >= calmAfter.toNanos()) {
      return Optional.of(lower(useful, sample, nowNanos));
    }
    return Optional.empty();
  }

  private boolean isLate(LoadSample sample) {
    return sample.answerDelay().compareTo(limits.late()) >= 0;
  }

  private boolean isCalm(LoadSample sample) {
    return sample.dropped() == 0
        && sample.answerDelay().compareTo(limits.early()) <= 0
        && sample.busyShare() <= limits.roomyShare();
  }

  private Optional<LoadStep> next(Set<LoadStep> useful) {
    return useful.stream().filter(other -> other.level() > step.level()).sorted().findFirst();
  }

  private Move raise(LoadStep to, LoadSample sample, long nowNanos) {
    boolean relapsed = lowered && nowNanos - loweredNanos < limits.relapse().toNanos();
    calmAfter = relapsed ? longer(calmAfter) : limits.calmAfter();
    return move(to, sample.dropped() > 0 ? Reason.DROPPED : Reason.LATE, sample, nowNanos);
  }

  private Duration longer(Duration calm) {
    Duration doubled = calm.multipliedBy(2);
    return doubled.compareTo(limits.longestCalm()) < 0 ? doubled : limits.longestCalm();
  }

  private Move lower(Set<LoadStep> useful, LoadSample sample, long nowNanos) {
    LoadStep to = LoadStep.NONE;
    for (LoadStep other : useful) {
      if (other.level() < step.level() && other.level() > to.level()) {
        to = other;
      }
    }
    lowered = true;
    loweredNanos = nowNanos;
    return move(to, Reason.CALM, sample, nowNanos);
  }

  private Move move(LoadStep to, Reason reason, LoadSample sample, long nowNanos) {
    Move move = new Move(step, to, reason, sample);
    step = to;
    movedNanos = nowNanos;
    debtNanos = 0;
    calmNanos = 0;
    return move;
  }
}
