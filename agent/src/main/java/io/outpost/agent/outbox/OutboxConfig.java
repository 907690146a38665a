package io.outpost.agent.outbox;

import java.time.Duration;

/**
 * How much the outbox keeps.
 *
 * @param quotaBytes most bytes on disk; beyond it the oldest go first, counted and announced
 * @param retention longest time an event and its images are kept once every sink has them
 */
public record OutboxConfig(long quotaBytes, Duration retention) {
  /** Two segments: one that is written and one that is sent. */
  public static final long MIN_QUOTA_BYTES = 512L << 20;

  public static final OutboxConfig DEFAULT = new OutboxConfig(2L << 30, Duration.ofDays(3));
}
