package io.outpost.agent.evidence;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Cuts a clip out of kept pictures: from the key picture at or before the time before a moment to
 * the time after it. Where that is too large, the groups of pictures before the one that holds the
 * moment go first, then what is after it, from the end.
 *
 * @param units from a key picture on, in decoding order
 * @param beginMicros of the first, from the moment
 * @param endMicros of the last that is shown, from the moment
 */
record ClipCut(List<AccessUnit> units, long beginMicros, long endMicros) {
  /** Before the moment, and after it. */
  static final long REACH_MICROS = 5_000_000;

  ClipCut {
    units = List.copyOf(units);
  }

  long sizeBytes() {
    return bytes(units);
  }

  /**
   * @param groups of one stream, oldest first
   * @param from of a picture, microseconds from the moment
   * @return empty when the moment is not among them, or its group is too large
   */
  static Optional<ClipCut> of(
      List<GroupOfPictures> groups, ToLongFunction<AccessUnit> from, long maxBytes) {
    List<List<AccessUnit>> wanted = new ArrayList<>();
    int moment = -1;
    for (GroupOfPictures group : groups) {
      long begin = from.applyAsLong(group.units().get(0));
      if (begin <= -REACH_MICROS) {
        wanted.clear(); // The clip begins here, or later.
      }
      if (begin > REACH_MICROS) {
        break;
      }
      wanted.add(until(group.units(), from));
      moment = begin <= 0 ? wanted.size() - 1 : moment;
    }
    if (moment < 0) {
      return Optional.empty();
    }
    return fit(wanted, moment, maxBytes).map(units -> cut(units, from)).filter(ClipCut::holdsIt);
  }

  /** What is shown by the time after the moment, and what that is decoded from. */
  private static List<AccessUnit> until(List<AccessUnit> units, ToLongFunction<AccessUnit> from) {
    int end = units.size();
    while (end > 0 && from.applyAsLong(units.get(end - 1)) > REACH_MICROS) {
      end--;
    }
    return units.subList(0, end);
  }

  private static Optional<List<AccessUnit>> fit(
      List<List<AccessUnit>> groups, int moment, long maxBytes) {
    List<List<AccessUnit>> left = new ArrayList<>(groups);
    for (int i = 0; i < moment && bytes(flat(left)) > maxBytes; i++) {
      left.remove(0);
    }
    List<AccessUnit> units = new ArrayList<>(flat(left));
    long bytes = bytes(units);
    while (!units.isEmpty() && bytes > maxBytes) {
      bytes -= units.remove(units.size() - 1).sizeBytes();
    }
    return units.isEmpty() ? Optional.empty() : Optional.of(units);
  }

  private static List<AccessUnit> flat(List<List<AccessUnit>> groups) {
    return groups.stream().flatMap(List::stream).toList();
  }

  private static long bytes(List<AccessUnit> units) {
    return units.stream().mapToLong(AccessUnit::sizeBytes).sum();
  }

  private static ClipCut cut(List<AccessUnit> units, ToLongFunction<AccessUnit> from) {
    return new ClipCut(
        units,
        units.stream().mapToLong(from).min().orElse(0),
        units.stream().mapToLong(from).max().orElse(0));
  }

  /** Whether the moment is in it: what was taken from the end may have reached too far. */
  private boolean holdsIt() {
    return beginMicros <= 0 && endMicros >= 0;
  }
}
