package io.outpost.agent.evidence;

import java.time.Duration;

/**
 * When the main stream may be pulled beside the analysed one. Only while that one streams: a camera
 * that serves one session less than is asked must serve the analysis. A camera that drops the old
 * session for the new one would never come to rest so; the main stream waits then, twice as long
 * each time. Not thread-safe.
 */
final class Deference {
  /** An analysed stream that fails so soon after the main stream was asked for fails of it. */
  static final Duration SUSPICION = Duration.ofSeconds(30);

  static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private Duration wait = FIRST_WAIT;
  private boolean streaming;
  private boolean pulling;
  private boolean held;
  private long askedNanos;
  private long freeNanos;

  void analysedStreams() {
    streaming = true;
  }

  /**
   * The analysed stream failed or was closed.
   *
   * @return how long the main stream is to be left alone; zero when that is not to blame
   */
  Duration analysedFailed(long nowNanos) {
    streaming = false;
    boolean pulled = pulling;
    pulling = false;
    if (!pulled || nowNanos - askedNanos > SUSPICION.toNanos()) {
      wait = pulled ? FIRST_WAIT : wait;
      return Duration.ZERO;
    }
    Duration length = wait;
    held = true;
    freeNanos = nowNanos + length.toNanos();
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    return length;
  }

  /** Whether the main stream is to be asked for now; it is taken to be asked for then. */
  boolean begin(long nowNanos) {
    held = held && nowNanos - freeNanos < 0;
    if (!streaming || pulling || held) {
      return false;
    }
    pulling = true;
    askedNanos = nowNanos;
    return true;
  }

  /** Whether the main stream waits though the analysed one streams. */
  boolean waits() {
    return streaming && !pulling;
  }
}
