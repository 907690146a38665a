package io.outpost.agent.outbox;

import io.outpost.agent.event.Incarnation;
import java.util.HashMap;
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

  private final Incarnation incarnation;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> cursors = new ConcurrentHashMap<>();
  private final Map<String, String> open = new ConcurrentHashMap<>();
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
    return stored;
  }

  static String positionName() {
    return POSITION;
  }

  static String sequenceName(String camera) {
    return SEQUENCE + camera;
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
