package io.outpost.agent.metrics;

import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the loops that carry the agent go round. A loop reports each round, work or none; one
 * that waits for a network that is away still goes round. Safe for any thread.
 */
public final class LoopProgress {
  private final TimeSource time;
  private final Map<String, Loop> loops = new ConcurrentHashMap<>();

  public LoopProgress(TimeSource time) {
    this.time = time;
  }

  /**
   * Watches a loop from now on.
   *
   * @param name in a few words, for messages; a second loop of that name takes the first one's
   *     place
   * @param longestRound a loop that has not come round for longer counts as stuck
   */
  public Loop watch(String name, Duration longestRound) {
    Loop loop = new Loop(name, longestRound.toNanos(), time);
    loops.put(name, loop);
    return loop;
  }

  /** One line for each loop that is stuck; empty when all is well. */
  public List<String> stuck() {
    List<String> stuck = new ArrayList<>();
    for (Loop loop : loops.values()) {
      Duration idle = Duration.ofNanos(time.nanos() - loop.lastRoundNanos);
      if (idle.toNanos() > loop.longestRoundNanos) {
        stuck.add(
            "%s: no round for %d s, expected one within %d s"
                .formatted(
                    loop.name,
                    idle.toSeconds(),
                    Duration.ofNanos(loop.longestRoundNanos).toSeconds()));
      }
    }
    stuck.sort(null);
    return stuck;
  }

  /** A loop's own end of it. */
  public final class Loop implements AutoCloseable {
    private final String name;
    private final long longestRoundNanos;
    private final TimeSource time;
    private volatile long lastRoundNanos;

    private Loop(String name, long longestRoundNanos, TimeSource time) {
      this.name = name;
      this.longestRoundNanos = longestRoundNanos;
      this.time = time;
      this.lastRoundNanos = time.nanos();
    }

    /** Came round once more. */
    public void round() {
      lastRoundNanos = time.nanos();
    }

    /** Ends on purpose, and is watched no longer. */
    @Override
    public void close() {
      loops.remove(name, this);
    }
  }
}
