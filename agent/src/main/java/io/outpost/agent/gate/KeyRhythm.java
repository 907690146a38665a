package io.outpost.agent.gate;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.gate.GateMode.Why;
import io.outpost.agent.ingest.AccessUnit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How a stream's key pictures come, and the mode that follows from it: glancing at key pictures
 * alone is blind in between, so it is done only where they are close. Not thread-safe.
 */
final class KeyRhythm {
  /** Between two key pictures, for them to be enough. */
  static final Duration MAX_INTERVAL = Duration.ofSeconds(4);

  private static final long MAX_MICROS = MAX_INTERVAL.toMillis() * 1000;

  /** The longest of the last intervals, in shortest ones, up to which they are regular. */
  private static final int REGULAR = 3;

  private static final int REMEMBERED = 6;

  private final AnalysisMode chosen;
  private final Deque<Long> intervals = new ArrayDeque<>();
  private long lastMicros = Long.MIN_VALUE;

  KeyRhythm(AnalysisMode chosen) {
    this.chosen = chosen;
  }

  void add(AccessUnit unit) {
    if (unit.key()) {
      if (lastMicros != Long.MIN_VALUE && unit.mediaMicros() > lastMicros) {
        intervals.addLast(unit.mediaMicros() - lastMicros);
        if (intervals.size() > REMEMBERED) {
          intervals.removeFirst();
        }
      }
      lastMicros = unit.mediaMicros();
    }
  }

  void restart() {
    lastMicros = Long.MIN_VALUE;
  }

  /** What is right for the pictures seen so far; an interval that goes on counts too. */
  GateMode mode(long nowMicros) {
    return switch (chosen) {
      case ECO -> new GateMode(Watch.ECO, Why.CONFIGURED);
      case STRICT -> new GateMode(Watch.STRICT, Why.CONFIGURED);
      case ALWAYS -> new GateMode(Watch.ALWAYS, Why.CONFIGURED);
      case AUTO -> automatic(nowMicros);
    };
  }

  private GateMode automatic(long nowMicros) {
    long longest = lastMicros == Long.MIN_VALUE ? 0 : nowMicros - lastMicros;
    long shortest = Long.MAX_VALUE;
    for (long interval : intervals) {
      longest = Math.max(longest, interval);
      shortest = Math.min(shortest, interval);
    }
    if (longest > MAX_MICROS) {
      return new GateMode(Watch.STRICT, Why.KEYS_FAR_APART);
    }
    // Below half a second nothing is missed, however they come.
    if (!intervals.isEmpty() && longest > Math.max(REGULAR * shortest, 500_000)) {
      return new GateMode(Watch.STRICT, Why.KEYS_IRREGULAR);
    }
    return new GateMode(Watch.ECO, Why.REGULAR_KEYS);
  }
}
