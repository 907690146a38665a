package io.outpost.agent.outbox;

import io.outpost.agent.event.ChainLink;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.event.LostRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where sequences, positions and sinks stand, and what cameras have open. The newest segment holds
 * the same on the disk. The writer's thread only, but for the cursors and what is open.
 */
final class OutboxState {
  private static final String INCARNATION = "incarnation";
  private static final String POSITION = "position";
  private static final String SEQUENCE = "sequence/";
  private static final String CURSOR = "cursor/";
  private static final String OPEN = "open/";
  private static final String HEAD = "head/";
  private static final String LOST = "lost/";

  /** Of one camera that wait to be told; what is lost beyond them is confirmed by no event. */
  private static final int MAX_LOST = 1000;

  private final Incarnation incarnation;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> cursors = new ConcurrentHashMap<>();
  private final Map<String, String> open = new ConcurrentHashMap<>();
  private final Map<String, String> heads = new HashMap<>();
  private final Map<String, List<LostRange>> lost = new HashMap<>();
  private long position;

  OutboxState(Incarnation incarnation, Map<String, Long> sequences, Map<String, Long> cursors) {
    this.incarnation = incarnation;
    this.sequences.putAll(sequences);
    this.cursors.putAll(cursors);
  }

  /** As a segment holds it. */
  static OutboxState of(Map<String, String> stored) {
    Map<String, Long> sequences = new HashMap<>();
    Map<String, Long> cursors = new HashMap<>();
    stored.forEach(
        (name, value) -> {
          if (name.startsWith(SEQUENCE)) {
            sequences.put(name.substring(SEQUENCE.length()), Long.valueOf(value));
          } else if (name.startsWith(CURSOR)) {
            cursors.put(name.substring(CURSOR.length()), Long.valueOf(value));
          }
        });
    OutboxState state =
        new OutboxState(new Incarnation(stored.getOrDefault(INCARNATION, "")), sequences, cursors);
    stored.forEach(
        (name, value) -> {
          if (name.startsWith(OPEN) && !value.isEmpty()) {
            state.open.put(name.substring(OPEN.length()), value);
          } else if (name.startsWith(HEAD)) {
            state.heads.put(name.substring(HEAD.length()), value);
          } else if (name.startsWith(LOST)) {
            state.lost.put(name.substring(LOST.length()), ChainLink.parse(value));
          }
        });
    state.position = Long.parseLong(stored.getOrDefault(POSITION, ""));
    return state;
  }

  /** As a segment is to hold it. */
  Map<String, String> toStored() {
    Map<String, String> stored = new TreeMap<>();
    stored.put(INCARNATION, incarnation.value());
    stored.put(POSITION, Long.toString(position));
    sequences.forEach((camera, last) -> stored.put(SEQUENCE + camera, last.toString()));
    cursors.forEach((sink, cursor) -> stored.put(CURSOR + sink, cursor.toString()));
    open.forEach((camera, text) -> stored.put(OPEN + camera, text));
    heads.forEach((camera, hash) -> stored.put(headName(camera), hash));
    lost.forEach((camera, ranges) -> stored.put(lostName(camera), ChainLink.text(ranges)));
    return stored;
  }

  static String positionName() {
    return POSITION;
  }

  static String sequenceName(String camera) {
    return SEQUENCE + camera;
  }

  static String headName(String camera) {
    return HEAD + camera;
  }

  static String lostName(String camera) {
    return LOST + camera;
  }

  static String cursorName(String sink) {
    return CURSOR + sink;
  }

  static String openName(String camera) {
    return OPEN + camera;
  }

  Incarnation incarnation() {
    return incarnation;
  }

  /** By camera, the last sequence that was given. */
  Map<String, Long> sequences() {
    return sequences;
  }

  /** By sink, the last position that it has acknowledged. Any thread. */
  Map<String, Long> cursors() {
    return cursors;
  }

  /** By camera, what it has open, in its own words. Any thread. */
  Map<String, String> open() {
    return open;
  }

  /** The camera has this open now; empty for nothing. */
  void open(String camera, String text) {
    if (text.isEmpty()) {
      open.remove(camera);
    } else {
      open.put(camera, text);
    }
  }

  /**
   * By camera, the hash of the event with the last sequence; of a camera that is missing here, the
   * next event cannot say what is before it.
   */
  Map<String, String> heads() {
    return heads;
  }

  /** What is lost of a camera, and no event of it has told yet; ascending. */
  List<LostRange> lost(String camera) {
    return lost.getOrDefault(camera, List.of());
  }

  /** Something is lost: a later event of the camera is to tell. */
  void addLost(String camera, LostRange range) {
    List<LostRange> all = new ArrayList<>(lost(camera));
    all.add(range);
    all.sort(Comparator.comparingLong(LostRange::first));
    List<LostRange> joined = new ArrayList<>();
    for (LostRange next : all) {
      int end = joined.size() - 1;
      if (end >= 0 && joined.get(end).reaches(next)) {
        joined.set(end, joined.get(end).with(next));
      } else if (joined.size() < MAX_LOST) {
        joined.add(next);
      }
    }
    lost.put(camera, List.copyOf(joined));
  }

  /** These have been told. */
  void setLost(String camera, List<LostRange> left) {
    lost.put(camera, List.copyOf(left));
  }

  /** The last position that was given. */
  long position() {
    return position;
  }

  void position(long last) {
    position = last;
  }

  /** Forgets sinks that are no more, and lets new ones begin with the oldest event. */
  void setSinks(Set<String> sinks) {
    cursors.keySet().retainAll(sinks);
    sinks.forEach(sink -> cursors.putIfAbsent(sink, 0L));
  }

  /** All sinks have the events up to here. */
  long delivered() {
    return cursors.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  /** Whether a sink stands between the two: at or after the first, before the second. */
  boolean cursorBetween(long first, long second) {
    return cursors.values().stream().anyMatch(cursor -> cursor >= first && cursor < second);
  }
}
