package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Numbers;
import java.util.EnumMap;
import java.util.Map;

/** How many bytes of a model's weights are stored in which way. */
final class NumberShares {
  private final Map<Numbers, Long> bytes = new EnumMap<>(Numbers.class);

  void add(Numbers kind, long more) {
    bytes.merge(kind, more, Long::sum);
  }

  boolean isEmpty() {
    return bytes.isEmpty();
  }

  /** The way of most bytes. */
  Numbers most() {
    return bytes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Numbers.NUMBERS_OTHER);
  }
}
