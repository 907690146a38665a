package io.outpost.agent.gate;

import java.time.Duration;

/**
 * Chooses which pictures a detector looks at: the first at or after each due time, counted in media
 * time so that the choice depends on the stream alone, not on the speed of the machine.
 *
 * <p>Pictures come in decoding order, so times may step back by a few pictures: where pictures are
 * rare, due times may lie among those that come late. A step back by more than {@link
 * #RESTART_MICROS} is a new stream.
 */
public final class Sampling {
  /** Five looks a second: a dwell of 400 ms is seen by at least two of them. */
  public static final Duration INTERVAL = Duration.ofMillis(200);

  private static final long RESTART_MICROS = 1_000_000;

  private final long intervalMicros;
  private long lastMicros;
  private long nextMicros;
  private boolean started;

  // What was leapt over last, in which late pictures may be due, and the intervals that had one.
  private long leaptFrom;
  private long leaptTo;
  private long taken;

  /**
   * @param interval between two looks
   */
  public Sampling(Duration interval) {
    intervalMicros = interval.toNanos() / 1000;
    if (intervalMicros <= 0) {
      throw new IllegalArgumentException(
          "interval between two looks is " + interval + ", expected more than 0");
    }
  }

  /** Whether the picture is to be analysed. Call once for each picture. */
  public boolean due(long mediaMicros) {
    if (!started || mediaMicros < lastMicros - RESTART_MICROS) {
      started = true;
      nextMicros = mediaMicros;
      leaptTo = leaptFrom;
    }
    lastMicros = mediaMicros;
    if (mediaMicros < nextMicros) {
      return lateAndDue(mediaMicros);
    }
    // Due times stay on their grid, so that 24 pictures a second give exactly the asked-for mean
    // rate; after a gap the grid starts anew instead of making up for what was missed.
    boolean gap = mediaMicros - nextMicros >= intervalMicros;
    if (gap) {
      leaptFrom = nextMicros;
      leaptTo = mediaMicros;
      taken = 0;
    }
    nextMicros = (gap ? mediaMicros : nextMicros) + intervalMicros;
    return true;
  }

  /** Whether it is the first of an interval in what was leapt over. */
  private boolean lateAndDue(long mediaMicros) {
    long interval = (mediaMicros - leaptFrom) / intervalMicros;
    if (mediaMicros < leaptFrom || mediaMicros >= leaptTo || interval >= Long.SIZE) {
      return false;
    }
    boolean due = (taken & 1L << interval) == 0;
    taken |= 1L << interval;
    return due;
  }
}
