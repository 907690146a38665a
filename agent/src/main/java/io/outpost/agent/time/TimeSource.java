package io.outpost.agent.time;

import java.time.Instant;

/** Where time comes from; simulated in tests. */
public interface TimeSource {
  /** The wall clock, which may jump. */
  Instant now();

  /** Monotonic nanoseconds, for durations only. */
  long nanos();
}
