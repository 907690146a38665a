package io.outpost.agent.testing;

import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Both clocks stand still until they are moved. Safe for any thread. */
public final class SimulatedTime implements TimeSource {
  private Instant now;
  private long nanos;

  public SimulatedTime(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
    nanos += duration.toNanos();
  }
}
