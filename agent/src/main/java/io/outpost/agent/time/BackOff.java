package io.outpost.agent.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: full jitter over a bound that doubles, so that a station's cameras that
 * failed together do not come back together.
 */
public final class BackOff {
  private final Duration first;
  private final Duration max;
  private final RandomGenerator random;
  private Duration bound;

  public BackOff(Duration first, Duration max, RandomGenerator random) {
    this.first = first;
    this.max = max;
    this.random = random;
    this.bound = first;
  }

  /** Somewhere from zero to the bound; the bound grows. */
  public Duration next() {
    Duration pause = Duration.ofNanos(random.nextLong(bound.toNanos() + 1));
    Duration doubled = bound.multipliedBy(2);
    bound = doubled.compareTo(max) < 0 ? doubled : max;
    return pause;
  }

  /** To be called when things work again. */
  public void reset() {
    bound = first;
  }
}
