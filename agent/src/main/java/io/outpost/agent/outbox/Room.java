package io.outpost.agent.outbox;

import io.outpost.agent.event.Event.Priority;
import io.outpost.agent.event.LostEvents;
import io.outpost.agent.event.LostEvents.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is no longer kept. What every sink has goes when it is old or much. If that is not
 * enough, what is still waiting goes: all images before any event, and each time the oldest of the
 * lowest priority. The writer's thread only.
 */
final class Room {
  private static final Logger log = LoggerFactory.getLogger(Room.class);

  private static final int ROWS_AT_A_TIME = 64;

  /** Rows with images are read before they are written without: few at a time. */
  private static final int IMAGES_AT_A_TIME = 16;

  /** For the pages between the rows: b-trees and indexes. */
  private static final long SLACK_BYTES = 64 * Segment.PAGE_BYTES;

  /** Free pages that the newest segment keeps for rows to come. */
  private static final long KEPT_FREE_BYTES = 4 << 20;

  private static final List<Priority> EVICTABLE = List.of(Priority.LOW, Priority.NORMAL);

  private final OutboxFiles files;
  private final Segments segments;
  private final OutboxSettings settings;
  private final LongAdder evictedImages = new LongAdder();
  private final LongAdder evictedEvents = new LongAdder();
  private final LongAdder damagedEvents = new LongAdder();

  Room(OutboxFiles files, Segments segments, OutboxSettings settings) {
    this.files = files;
    this.segments = segments;
    this.settings = settings;
  }

  /** Any thread. */
  long evicted(Evicted what) {
    return switch (what) {
      case IMAGES -> evictedImages.sum();
      case EVENT -> evictedEvents.sum();
      case DAMAGED -> damagedEvents.sum() + segments.lostEvents();
    };
  }

  /** Makes room for so many bytes within the quota. */
  void make(long bytes) throws IOException {
    long need = bytes + SLACK_BYTES;
    if (freeBytes() >= need) {
      return;
    }
    // A little more than asked for, so that not every commit has to evict.
    free(need + Math.min(settings.quotaBytes() / 16, 1 << 20));
    if (freeBytes() < bytes) {
      throw new IOException(
          "outbox has no room for "
              + bytes
              + " bytes, and nothing to give up; raise its quota of "
              + settings.quotaBytes()
              + " bytes, or make room on its disk, where "
              + files.usableBytes()
              + " bytes are left");
    }
  }

  /** What may be written without anything being given up for it. */
  long spareBytes() throws IOException {
    return freeBytes() - SLACK_BYTES;
  }

  /** Gives up so much, whatever the quota: the disk is full. */
  void release(long bytes) throws IOException {
    free(freeBytes() + bytes);
    segments.active().checkpoint();
  }

  /** Within the quota, and within what the disk has left beside the write-ahead log. */
  private long freeBytes() throws IOException {
    long used = 0;
    for (Segment segment : segments.all()) {
      used += segments.isSealed(segment) ? segment.fileBytes() : segment.usedBytes();
    }
    long onDisk = files.usableBytes() + segments.active().freeBytes() - settings.ballastBytes() / 2;
    return Math.min(settings.quotaBytes() - used, onDisk);
  }

  private void free(long target) throws IOException {
    while (freeBytes() < target
        && (dropDeliveredSegment() || dropDeliveredRows() || dropImages() || dropEvents())) {
      // Each step gives up a few rows.
    }
  }

  private boolean dropDeliveredSegment() throws IOException {
    for (Segment segment : segments.all()) {
      if (segments.isSealed(segment) && isDelivered(segment)) {
        segments.delete(segment);
        return true;
      }
    }
    return false;
  }

  private boolean isDelivered(Segment segment) throws IOException {
    return segment.lastPosition() <= segments.state().delivered();
  }

  private boolean dropDeliveredRows() throws IOException {
    for (Segment segment : segments.all()) {
      if (delete(segment, "position <= " + segments.state().delivered())) {
        return true;
      }
    }
    return false;
  }

  private boolean delete(Segment segment, String where) throws IOException {
    List<Long> positions =
        segment.numbers(
            "SELECT position FROM event WHERE "
                + where
                + " ORDER BY position LIMIT "
                + ROWS_AT_A_TIME);
    if (positions.isEmpty()) {
      return false;
    }
    segment.transaction(
        () -> {
          for (long position : positions) {
            segment.delete(position);
          }
        });
    shrink(segment);
    return true;
  }

  private void shrink(Segment segment) throws IOException {
    if (segments.isSealed(segment)) {
      segment.shrink();
    }
  }

  private boolean dropImages() throws IOException {
    for (Priority priority : EVICTABLE) {
      for (Segment segment : segments.all()) {
        List<Row> rows =
            segment.rows(
                "WHERE images IS NOT NULL AND priority = "
                    + priority.level()
                    + " ORDER BY position LIMIT "
                    + IMAGES_AT_A_TIME);
        if (!rows.isEmpty()) {
          announce(segment, rows.stream().filter(row -> !row.isIntact()).toList(), Reason.DAMAGE);
          segment.transaction(
              () -> {
                for (Row row : rows) {
                  dropImages(segment, row);
                }
              });
          shrink(segment);
          return true;
        }
      }
    }
    return false;
  }

  private void dropImages(Segment segment, Row row) throws SQLException, IOException {
    if (!row.isIntact()) {
      lose(segment, row, Reason.DAMAGE);
      return;
    }
    segment.put(row.withoutImages());
    evictedImages.increment();
  }

  private boolean dropEvents() throws IOException {
    for (Priority priority : EVICTABLE) {
      for (Segment segment : segments.all()) {
        List<Row> rows =
            segment.rows(
                "WHERE priority = "
                    + priority.level()
                    + " ORDER BY position LIMIT "
                    + ROWS_AT_A_TIME);
        if (!rows.isEmpty()) {
          announce(segment, rows, Reason.QUOTA);
          segment.transaction(
              () -> {
                for (Row row : rows) {
                  lose(segment, row, Reason.QUOTA);
                }
              });
          shrink(segment);
          return true;
        }
      }
    }
    return false;
  }

  /** An event turned out to be damaged when it was read. */
  void replaceDamaged(long position) throws IOException {
    for (Segment segment : segments.all()) {
      for (Row row : segment.rows("WHERE position = " + position)) {
        if (!row.isIntact()) {
          announce(segment, List.of(row), Reason.DAMAGE);
          segment.transaction(() -> lose(segment, row, Reason.DAMAGE));
        }
      }
    }
  }

  /**
   * Before they are lost, so that no crash comes between. What they have confirmed themselves is to
   * be confirmed again.
   */
  private void announce(Segment segment, List<Row> rows, Reason reason) throws IOException {
    List<LostEvents> losses = new ArrayList<>();
    for (Row row : rows) {
      if (isPlausible(row)) {
        losses.add(told(loss(segment, row), reason));
        losses.addAll(segments.losses().confirmedBy(row));
      }
    }
    segments.losses().announce(losses);
  }

  /**
   * Within a transaction: puts an event that tells of the loss in the place of the row. Losses side
   * by side become one, so that they do not fill the outbox in their turn, unless a sink stands
   * between them: it would be told of events that it has got.
   */
  private void lose(Segment segment, Row row, Reason reason) throws SQLException, IOException {
    (reason == Reason.QUOTA ? evictedEvents : damagedEvents).increment();
    if (!isPlausible(row)) {
      log.error("an event is damaged beyond telling which it was position={}", row.position());
      segment.delete(row.position());
      return;
    }
    Loss loss = loss(segment, row);
    LostEvents lost = told(loss, reason);
    if (loss.before().isPresent()) {
      segment.delete(loss.before().get().position());
    }
    if (loss.after().isPresent()) {
      segment.delete(row.position());
    }
    segment.put(segments.row(loss.after().map(Row::position).orElse(row.position()), lost));
    if (reason == Reason.DAMAGE) {
      log.error("an event is damaged camera={} sequence={}", row.camera(), row.sequence());
    }
  }

  /** A row that is lost, and what was lost right before and right behind it. */
  private record Loss(Optional<Row> before, Row row, Optional<Row> after) {}

  private Loss loss(Segment segment, Row row) throws IOException {
    OutboxState state = segments.state();
    return new Loss(
        segment
            .lost(row.camera(), "sequence", row.first() - 1)
            .filter(lost -> !state.cursorBetween(lost.position(), row.position())),
        row,
        segment
            .lost(row.camera(), "first", row.sequence() + 1)
            .filter(lost -> !state.cursorBetween(row.position(), lost.position())));
  }

  private LostEvents told(Loss loss, Reason reason) throws IOException {
    Row first = loss.before().orElse(loss.row());
    Row last = loss.after().orElse(loss.row());
    return new LostEvents(
        first.camera(), first.first(), last.sequence(), reason, segments.losses().before(first));
  }

  private boolean isPlausible(Row row) {
    return row.first() >= 1
        && row.first() <= row.sequence()
        && row.sequence() <= segments.state().sequences().getOrDefault(row.camera(), 0L);
  }

  /**
   * Deletes what every sink has and what is older than the retention or more than is retained: the
   * oldest first and without holes, so that what is kept of a camera is one piece of its chain.
   */
  void expire(Instant now) throws IOException {
    long cutoff = now.minus(settings.retention()).toEpochMilli();
    long retained = retainedBytes();
    boolean whole = true;
    for (Segment segment : segments.all()) {
      if (segments.isSealed(segment) && isDelivered(segment)) {
        boolean old = segment.number("SELECT max(stored) FROM event") < cutoff;
        long size = segment.fileBytes();
        if (whole && (old || retained - size >= settings.retainedBytes())) {
          segments.delete(segment);
          retained -= size;
          continue;
        }
      }
      whole = false;
      expireRows(segment, cutoff);
    }
  }

  private void expireRows(Segment segment, long cutoff) throws IOException {
    String oldest =
        "position <= "
            + segments.state().delivered()
            + " AND position < (SELECT min(position) + "
            + ROWS_AT_A_TIME
            + " FROM event) AND stored < "
            + cutoff;
    boolean deleted = false;
    while (delete(segment, oldest)) {
      deleted = true;
    }
    if (deleted && segment.freeBytes() > KEPT_FREE_BYTES) {
      segment.shrink();
    }
    if (deleted) {
      // Until then, what was deleted can still be read from the write-ahead log.
      segment.checkpoint();
    }
  }

  private long retainedBytes() throws IOException {
    long delivered = segments.state().delivered();
    long retained = 0;
    for (Segment segment : segments.all()) {
      retained +=
          segments.isSealed(segment) && isDelivered(segment)
              ? segment.fileBytes()
              : segment.number("SELECT sum(size) FROM event WHERE position <= " + delivered);
    }
    return retained;
  }
}
