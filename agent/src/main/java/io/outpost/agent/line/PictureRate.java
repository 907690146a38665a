package io.outpost.agent.line;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** Pictures a second of a stream, by the stream's own time. Not thread-safe. */
final class PictureRate {
  private static final int PICTURES = 64;

  private final Deque<Long> recentMicros = new ArrayDeque<>(PICTURES + 1);

  void add(long mediaMicros) {
    recentMicros.addLast(mediaMicros);
    if (recentMicros.size() > PICTURES) {
      recentMicros.removeFirst();
    }
  }

  void reset() {
    recentMicros.clear();
  }

  /** Empty while too few pictures came to tell. */
  OptionalDouble picturesPerSecond() {
    if (recentMicros.size() < 2) {
      return OptionalDouble.empty();
    }
    long first = recentMicros.stream().mapToLong(Long::longValue).min().orElseThrow();
    long last = recentMicros.stream().mapToLong(Long::longValue).max().orElseThrow();
    return last == first
        ? OptionalDouble.empty()
        : OptionalDouble.of((recentMicros.size() - 1) * 1e6 / (last - first));
  }
}
