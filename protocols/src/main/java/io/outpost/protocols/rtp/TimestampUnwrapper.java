package io.outpost.protocols.rtp;

/**
 * Unwraps 32-bit RTP timestamps onto a 64-bit timeline, and keeps that timeline going when the
 * camera's timestamps jump: the time that passed by the caller's clock is put in their place.
 */
final class TimestampUnwrapper {
  /** Ahead of the time that passed: more than any burst after a stall brings. */
  static final int MAX_AHEAD_SECONDS = 10;

  /** Back: more than any reordering of pictures for display brings. */
  static final int MAX_BEHIND_SECONDS = 3;

  private final int clockRate;
  private boolean anchored;
  private int lastTimestamp;
  private long lastTicks;
  private long highestTicks;
  private boolean arrivalKnown;
  private long lastArrivalNanos;

  TimestampUnwrapper(int clockRate) {
    this.clockRate = clockRate;
  }

  /** Places a timestamp near the last packet's; the first one ever anchors the timeline. */
  long unwrap(long timestamp) {
    if (!anchored) {
      anchor((int) timestamp, timestamp);
    }
    return near((int) timestamp);
  }

  private long near(int timestamp) {
    return lastTicks + (timestamp - lastTimestamp);
  }

  /**
   * Places the timestamp of a packet.
   *
   * @param restarted whether the sender started anew, so that its timestamps cannot go on
   */
  boolean isJump(long timestamp, long arrivalNanos, boolean restarted) {
    if (!anchored || !arrivalKnown) {
      return false;
    }
    long delta = near((int) timestamp) - lastTicks;
    long ahead = passedTicks(arrivalNanos) + (long) MAX_AHEAD_SECONDS * clockRate;
    return restarted || delta > ahead || delta < -(long) MAX_BEHIND_SECONDS * clockRate;
  }

  /** Whether a timestamp lies before the last packet's, the shorter way round. */
  boolean isBehind(long timestamp) {
    return near((int) timestamp) < lastTicks;
  }

  /** Takes the timestamp of a packet in order; {@code jump} is what {@link #isJump} said of it. */
  long advance(long timestamp, long arrivalNanos, boolean jump) {
    long ticks;
    if (jump) {
      ticks = highestTicks + Math.max(1, passedTicks(arrivalNanos));
    } else {
      ticks = unwrap(timestamp);
    }
    anchor((int) timestamp, ticks);
    highestTicks = arrivalKnown ? Math.max(highestTicks, ticks) : ticks;
    arrivalKnown = true;
    lastArrivalNanos = arrivalNanos;
    return ticks;
  }

  private void anchor(int timestamp, long ticks) {
    anchored = true;
    lastTimestamp = timestamp;
    lastTicks = ticks;
  }

  private long passedTicks(long arrivalNanos) {
    return Math.max(0, arrivalNanos - lastArrivalNanos) / 1_000 * clockRate / 1_000_000;
  }
}
