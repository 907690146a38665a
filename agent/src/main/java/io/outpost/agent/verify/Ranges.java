package io.outpost.agent.verify;

import java.util.ArrayList;
import java.util.List;

/** Sequences that something is known about, as ranges. Not thread-safe. */
final class Ranges {
  /** From the first to the last, both included. */
  record Range(long first, long last) {
    long size() {
      return last - first + 1;
    }
  }

  private final List<Range> ranges = new ArrayList<>();

  void add(long first, long last) {
    if (first <= last) {
      ranges.add(new Range(first, last));
    }
  }

  /** Takes these out; returns those that were in. */
  List<Range> remove(long first, long last) {
    List<Range> removed = new ArrayList<>();
    List<Range> left = new ArrayList<>();
    for (Range range : ranges) {
      long from = Math.max(first, range.first);
      long to = Math.min(last, range.last);
      if (from > to) {
        left.add(range);
        continue;
      }
      removed.add(new Range(from, to));
      if (range.first < from) {
        left.add(new Range(range.first, from - 1));
      }
      if (range.last > to) {
        left.add(new Range(to + 1, range.last));
      }
    }
    ranges.clear();
    ranges.addAll(left);
    return removed;
  }

  boolean contains(long sequence) {
    return ranges.stream().anyMatch(range -> range.first <= sequence && sequence <= range.last);
  }

  List<Range> all() {
    return List.copyOf(ranges);
  }
}
