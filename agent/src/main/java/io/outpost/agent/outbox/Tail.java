package io.outpost.agent.outbox;

import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that are kept, delivered or not, while an agent may be writing them in another
 * process. One thread.
 */
public final class Tail {
  private static final int EVENTS_AT_A_TIME = 64;
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  private final Path dir;
  private final Duration retention;
  private final TimeSource time;
  private long position;

  private Tail(Path dir, Duration retention, TimeSource time, long position) {
    this.dir = dir;
    this.retention = retention;
    this.time = time;
    this.position = position;
  }

  static Tail open(Path dir, Duration retention, TimeSource time, int last) throws IOException {
    if (!Files.isDirectory(dir)) {
      throw new IOException("there is no outbox in " + dir + "; it is made when the agent runs");
    }
    return new Tail(dir, retention, time, positionBefore(dir, last));
  }

  /** The position after which the last so many events are. */
  private static long positionBefore(Path dir, int last) throws IOException {
    long missing = last;
    List<Integer> newestFirst = new ArrayList<>(OutboxFiles.segments(dir));
    Collections.reverse(newestFirst);
    for (int number : newestFirst) {
      Path file = OutboxFiles.segment(dir, number);
      try (SegmentReader reader = new SegmentReader(file)) {
        long count = reader.countAfter(0);
        if (count >= missing) {
          return Math.max(reader.positionBefore(missing), Segments.firstPosition(number));
        }
        missing -= count;
      } catch (SQLException e) {
        if (!Files.exists(file)) {
          continue;
        }
        throw StoreException.of(number, file, e);
      }
    }
    return 0;
  }

  /**
   * The events after those returned before; empty if there are no more for now. A damaged event is
   * left out, as is one that is older than the retention.
   *
   * @param max at most so many
   */
  public List<QueuedEvent> next(int max) throws IOException {
    Instant expired = time.now().minus(retention);
    while (true) {
      Reading reading = Reading.read(dir, position, max);
      List<QueuedEvent> readable = new ArrayList<>();
      for (QueuedEvent event : reading.events()) {
        position = event.position();
        // Expired means unreadable, also while no agent runs that would delete it.
        if (!event.stored().isBefore(expired)) {
          readable.add(event);
        }
      }
      @Nullable Row damaged = reading.damaged();
      if (damaged != null) {
        position = damaged.position();
      }
      if (!readable.isEmpty() || (reading.events().isEmpty() && damaged == null)) {
        return readable;
      }
    }
  }

  /** Hands over every event, and goes on with those to come until the thread is interrupted. */
  public void follow(Consumer<QueuedEvent> each) throws IOException, InterruptedException {
    while (true) {
      List<QueuedEvent> events = next(EVENTS_AT_A_TIME);
      events.forEach(each);
      if (events.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
      }
    }
  }
}
