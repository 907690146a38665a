package io.outpost.agent.outbox;

import java.time.Duration;
import java.util.Set;

/**
 * How much an outbox keeps.
 *
 * @param agent the agent's id, for events that tell of a loss
 * @param sinks the names of all sinks; an event is kept for all of them, and what is known of
 *     others is forgotten
 * @param quotaBytes what all of its files may take; beyond it the least is given up
 * @param segmentBytes a file that has grown to this is followed by a new one
 * @param retention how long an event stays readable after every sink has it
 * @param retainedBytes what events that every sink has may take
 * @param ballastBytes held in reserve so that a full disk can still be drained, and half as much is
 *     left free on it; 0 for none
 */
public record OutboxSettings(
    String agent,
    Set<String> sinks,
    long quotaBytes,
    long segmentBytes,
    Duration retention,
    long retainedBytes,
    long ballastBytes) {
  private static final long MIB = 1 << 20;

  public OutboxSettings {
    sinks = Set.copyOf(sinks);
    if (segmentBytes < MIB || quotaBytes < 2 * segmentBytes) {
      throw new IllegalArgumentException(
          "outbox quota is "
              + quotaBytes
              + " bytes with segments of "
              + segmentBytes
              + ", expected segments of at least 1 MiB and a quota of at least two segments");
    }
    if (retainedBytes < 0 || ballastBytes < 0 || retention.isNegative()) {
      throw new IllegalArgumentException("outbox retention and ballast must not be negative");
    }
  }

  public static OutboxSettings defaults(String agent, Set<String> sinks) {
    return of(agent, sinks, OutboxConfig.DEFAULT);
  }

  /** With all that an operator does not set. */
  public static OutboxSettings of(String agent, Set<String> sinks, OutboxConfig config) {
    long segmentBytes = Math.min(256 * MIB, config.quotaBytes() / 4);
    return new OutboxSettings(
        agent,
        sinks,
        config.quotaBytes(),
        segmentBytes,
        config.retention(),
        Math.min(256 * MIB, config.quotaBytes() / 8),
        24 * MIB);
  }
}
