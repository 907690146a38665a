package io.outpost.agent.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Reads events in order over all segments. It holds what was asked for and no more. */
final class Reading {
  /** So many bytes of rows end a reading early, whatever was asked for. */
  private static final long MAX_BYTES = 8 << 20;

  private final int max;
  private final List<QueuedEvent> events = new ArrayList<>();
  private long bytes;
  private @Nullable Row damaged;

  private Reading(int max) {
    this.max = max;
  }

  /**
   * @param after the position after which to begin
   * @throws StoreException that names the segment
   */
  static Reading read(Path dir, long after, int max) throws IOException {
    Reading reading = new Reading(max);
    SortedSet<Integer> numbers = OutboxFiles.segments(dir);
    for (int number : numbers.tailSet(Segments.number(after))) {
      Path file = OutboxFiles.segment(dir, number);
      try (SegmentReader reader = new SegmentReader(file)) {
        reader.read(after, reading::take);
      } catch (SQLException e) {
        if (!reading.events.isEmpty()) {
          // What could be read before a damaged page is worth having; the next reading fails.
          break;
        }
        if (Files.exists(file)) {
          throw StoreException.of(number, file, e);
        }
        // Every sink had it, and so it was deleted in the meantime.
      }
      if (reading.isOver()) {
        break;
      }
    }
    return reading;
  }

  private boolean take(Row row) {
    if (!row.isIntact()) {
      damaged = row;
      return false;
    }
    events.add(row.toEvent());
    bytes += row.sizeBytes();
    return !isOver();
  }

  private boolean isOver() {
    return damaged != null || events.size() >= max || bytes >= MAX_BYTES;
  }

  /** Those before the damaged row, if there is one. */
  List<QueuedEvent> events() {
    return events;
  }

  /** Where the reading had to end. */
  @Nullable Row damaged() {
    return damaged;
  }
}
