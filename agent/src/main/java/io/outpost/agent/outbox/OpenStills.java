package io.outpost.agent.outbox;

import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.outbox.StillTable.Still;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which stills of what cameras have open are in the newest segment, and what is to be done there so
 * that it holds those that are open now: each is written once, and deleted in the transaction after
 * which nothing refers to it. They are worth less than any event: where there is no room, they are
 * not written. The writer's thread only.
 */
final class OpenStills {
  private static final Logger log = LoggerFactory.getLogger(OpenStills.class);

  /** Of the quota: what is told must not give way to what may never be. */
  private static final int QUOTA_PART = 16;

  private final long maxBytes;
  private final Map<String, Map<String, Kept>> kept = new HashMap<>();
  // At first too: an agent that was killed may have left what it deleted.
  private boolean dropped = true;
  private boolean refusing;
  private boolean held;

  /**
   * @param sizeBytes 0 where it was given up, and is not to be written again
   */
  private record Kept(long storedMillis, long sizeBytes) {}

  OpenStills(long quotaBytes) {
    this.maxBytes = quotaBytes / QUOTA_PART;
  }

  /**
   * Finds out what the newest segment holds. Deletes what is of no camera that has something open:
   * an older version of the agent, which knows of no stills, may have left it.
   */
  void load(Segment newest, Set<String> cameras) throws IOException {
    Map<String, OpenRecord> nothing = new HashMap<>();
    for (StillTable.Entry still : newest.read(StillTable::list)) {
      of(still.camera()).put(still.name(), new Kept(still.storedMillis(), still.sizeBytes()));
      if (!cameras.contains(still.camera())) {
        nothing.put(still.camera(), OpenRecord.NONE);
      }
    }
    Change change = change(nothing, 0, Instant.EPOCH);
    if (!nothing.isEmpty()) {
      newest.transaction(() -> change.store(newest));
    }
    count(change);
  }

  private Map<String, Kept> of(String camera) {
    return kept.computeIfAbsent(camera, any -> new HashMap<>());
  }

  private boolean has(String camera, String name) {
    return kept.getOrDefault(camera, Map.of()).containsKey(name);
  }

  private long keptBytes() {
    return kept.values().stream()
        .flatMap(stills -> stills.values().stream())
        .mapToLong(Kept::sizeBytes)
        .sum();
  }

  /** What of a camera's record would have to be written. */
  long freshBytes(String camera, OpenRecord record) {
    return record.stills().entrySet().stream()
        .filter(still -> !has(camera, still.getKey()))
        .mapToLong(still -> still.getValue().length)
        .sum();
  }

  /** What a transaction does; it counts for what comes later only once that is done. */
  record Change(List<Still> fresh, Map<String, Set<String>> gone) {
    /** Within the transaction. */
    void store(Segment segment) throws SQLException {
      for (Map.Entry<String, Set<String>> entry : gone.entrySet()) {
        for (String name : entry.getValue()) {
          segment.stills().delete(entry.getKey(), name);
        }
      }
      for (Still still : fresh) {
        segment.stills().put(still);
      }
    }
  }

  /**
   * What makes the stills on the disk those of the records.
   *
   * @param open by camera; others stay as they are
   * @param roomBytes that may be written
   */
  Change change(Map<String, OpenRecord> open, long roomBytes, Instant now) {
    Map<String, Set<String>> gone = new HashMap<>();
    List<Still> fresh = new ArrayList<>();
    for (Map.Entry<String, OpenRecord> entry : open.entrySet()) {
      String camera = entry.getKey();
      Map<String, byte[]> wanted = entry.getValue().stills();
      Set<String> over = new TreeSet<>(kept.getOrDefault(camera, Map.of()).keySet());
      over.removeAll(wanted.keySet());
      gone.put(camera, over);
      wanted.forEach(
          (name, jpeg) -> {
            if (!has(camera, name)) {
              fresh.add(new Still(camera, name, now.toEpochMilli(), jpeg));
            }
          });
    }
    long room = held ? 0 : Math.min(roomBytes, maxBytes - keptBytes());
    return new Change(fitting(fresh, room), gone);
  }

  /** The disk is full: none is written until it is {@linkplain #tend tended} next. */
  void hold() {
    held = true;
  }

  private List<Still> fitting(List<Still> fresh, long roomBytes) {
    long left = roomBytes;
    List<Still> fitting = new ArrayList<>();
    for (Still still : fresh) {
      if (still.jpeg().length <= left) {
        fitting.add(still);
        left -= still.jpeg().length;
      }
    }
    boolean refused = fitting.size() < fresh.size();
    if (refused && !refusing) { // Said once: it is tried again with all that is open.
      log.warn(
          "no room in the outbox for stills of what has not begun; a restart loses them count={}",
          fresh.size() - fitting.size());
    }
    refusing = fresh.isEmpty() ? refusing : refused;
    return fitting;
  }

  /** The transaction is done. */
  void count(Change change) {
    change
        .gone()
        .forEach(
            (camera, names) -> {
              of(camera).keySet().removeAll(names);
              dropped |= !names.isEmpty();
              kept.computeIfPresent(camera, (any, left) -> left.isEmpty() ? null : left);
            });
    for (Still still : change.fresh()) {
      of(still.camera()).put(still.name(), new Kept(still.storedMillis(), still.jpeg().length));
    }
  }

  /**
   * Of one camera, by name; without those that cannot be read, for which nothing else is given up.
   */
  Map<String, byte[]> read(Segment segment, String camera) {
    Map<String, byte[]> stills = new HashMap<>();
    for (String name : kept.getOrDefault(camera, Map.of()).keySet()) {
      readable(segment, camera, name).ifPresent(still -> stills.put(name, still.jpeg()));
    }
    return stills;
  }

  /**
   * Puts all into the next segment while that is made; what cannot be read is written anew, what
   * was given up is not.
   */
  void copy(Segment from, Segment to) throws SQLException {
    for (Map.Entry<String, Map<String, Kept>> entry : kept.entrySet()) {
      for (Map.Entry<String, Kept> one : Map.copyOf(entry.getValue()).entrySet()) {
        if (one.getValue().sizeBytes() == 0) {
          continue;
        }
        Optional<Still> still = readable(from, entry.getKey(), one.getKey());
        if (still.isPresent()) {
          to.stills().put(still.get());
        } else {
          entry.getValue().remove(one.getKey());
        }
      }
    }
  }

  private static Optional<Still> readable(Segment from, String camera, String name) {
    try {
      return from.read(table -> table.get(camera, name));
    } catch (IOException damaged) {
      log.warn("a still of what is open is lost camera={} reason={}", camera, damaged.getMessage());
      return Optional.empty();
    }
  }

  /** Gives up what has been there for too long, and makes what was given up unreadable. */
  void tend(Segment segment, Instant cutoff) throws IOException {
    held = false;
    List<Still> old = new ArrayList<>();
    kept.forEach(
        (camera, stills) ->
            stills.forEach(
                (name, one) -> {
                  if (one.sizeBytes() > 0 && one.storedMillis() < cutoff.toEpochMilli()) {
                    old.add(new Still(camera, name, 0, new byte[0]));
                  }
                }));
    if (!old.isEmpty()) {
      segment.transaction(
          () -> {
            for (Still still : old) {
              segment.stills().delete(still.camera(), still.name());
            }
          });
      old.forEach(still -> of(still.camera()).put(still.name(), new Kept(0, 0)));
      dropped = true;
    }
    if (dropped) {
      // Until then, what was deleted can still be read from the write-ahead log.
      segment.checkpoint();
      dropped = false;
    }
  }
}
