package io.outpost.agent.time;

import java.time.Instant;

/** The machine's clocks. */
public enum SystemTime implements TimeSource {
  INSTANCE;

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
