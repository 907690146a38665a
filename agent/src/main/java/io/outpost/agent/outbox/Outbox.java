package io.outpost.agent.outbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The durable queue between observations and sinks. Any thread. */
public final class Outbox implements AutoCloseable, MeterBinder {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  /** Damage that a {@link #peek} repairs before it gives up until the next. */
  private static final int MAX_REPAIRS = 100;

  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(20);
  private static final Duration REPAIR_DEADLINE = Duration.ofSeconds(20);

  private final Path dir;
  private final TimeSource time;
  private final OutboxFiles files;
  private final Segments segments;
  private final Map<String, Long> cursors;
  private final Map<String, String> open;
  private final Room room;
  private final Writer writer;
  private final Lock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private long lastPosition;

  private Outbox(
      Path dir, OutboxFiles files, Segments segments, OutboxSettings settings, TimeSource time)
      throws IOException {
    this.dir = dir;
    this.time = time;
    this.files = files;
    this.segments = segments;
    this.cursors = segments.state().cursors();
    this.open = segments.state().open();
    this.lastPosition = segments.lastEventPosition();
    this.room = new Room(files, segments, settings);
    this.writer = new Writer(files, segments, room, settings, time, this::committed);
  }

  /**
   * Opens the outbox of a folder, or begins one. Never fails on damaged data: it is set aside and
   * reported.
   *
   * @param writer runs one task, that of the writer, until {@link #close}: a thread of its own
   * @throws IOException when the folder cannot be written to or another agent has it open
   */
  public static Outbox open(Path dir, OutboxSettings settings, TimeSource time, Executor writer)
      throws IOException {
    Outbox outbox = prepare(dir, settings, time, CommitHook.NONE);
    writer.execute(outbox.writer);
    return outbox;
  }

  /** Without its writer. */
  static Outbox prepare(Path dir, OutboxSettings settings, TimeSource time, CommitHook hook)
      throws IOException {
    OutboxFiles files = OutboxFiles.lock(dir);
    try {
      return new Outbox(dir, files, segments(files, settings, time, hook), settings, time);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static Segments segments(
      OutboxFiles files, OutboxSettings settings, TimeSource time, CommitHook hook)
      throws IOException {
    try {
      return Segments.open(files, settings, time, hook);
    } catch (IOException e) {
      // On a full disk the reserve makes room for what has to be written at start.
      if (!files.dropBallast()) {
        throw e;
      }
      log.warn("the reserve of the outbox was needed to start reason={}", e.getMessage());
      return Segments.open(files, settings, time, hook);
    }
  }

  Runnable writer() {
    return writer;
  }

  /**
   * Stores an event and gives it its place. Waits for a while when the disk does not keep up.
   *
   * @return completes, on the writer's thread, when the event is on the disk for good, or with an
   *     {@link IOException}: then it is not stored, and its place goes to the next one
   */
  public CompletableFuture<Event> append(EventDraft draft) {
    return writer.append(List.of(draft), Optional.empty()).thenApply(stored -> stored.get(0));
  }

  /**
   * Stores events of one camera, and with them what it has open after them: all or nothing.
   *
   * @param drafts in their order, at least one
   * @param open its stills are written once, while there is room that nothing else wants, and
   *     deleted with the first record that does not have them
   */
  public CompletableFuture<List<Event>> append(List<EventDraft> drafts, OpenRecord open) {
    return writer.append(drafts, Optional.of(open));
  }

  /**
   * Stores what a camera has open, without an event.
   *
   * @return completes when it is on the disk for good, or with an {@link IOException}
   */
  public CompletableFuture<@Nullable Void> remember(String camera, OpenRecord open) {
    return writer.remember(camera, open);
  }

  /** The cameras that have something open. */
  public Set<String> camerasWithOpen() {
    return Set.copyOf(open.keySet());
  }

  /** What a camera had open when that was stored last; empty for nothing, and after damage. */
  public String remembered(String camera) {
    return open.getOrDefault(camera, "");
  }

  /**
   * The stills that belong to that, by name, without those that are damaged or found no room. Waits
   * for the writer.
   *
   * @throws IOException when they cannot be read now
   */
  public Map<String, byte[]> stills(String camera) throws IOException {
    CompletableFuture<Map<String, byte[]>> found = new CompletableFuture<>();
    repair(() -> found.complete(segments.stills().read(segments.active(), camera)));
    return found.join();
  }

  /**
   * The oldest events that the sink has not acknowledged; fewer when they are large.
   *
   * @param sink one of the settings
   * @param max at most so many
   */
  public List<QueuedEvent> peek(String sink, int max) throws IOException {
    long cursor = cursor(sink);
    long last = lastPosition();
    for (int repairs = 0; ; repairs++) {
      try {
        Reading reading = Reading.read(dir, cursor, max);
        Row damaged = reading.damaged();
        if (damaged == null && reading.events().isEmpty() && last > cursor) {
          // What was there is damaged beyond telling what it was, and gone.
          acknowledge(sink, last);
        }
        if (damaged == null || !reading.events().isEmpty()) {
          return reading.events();
        }
        repair(() -> room.replaceDamaged(damaged.position()));
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.DAMAGED || repairs == MAX_REPAIRS) {
          throw e;
        }
        repair(() -> segments.quarantine(e.segment(), e));
      }
    }
  }

  private long cursor(String sink) {
    Long cursor = cursors.get(sink);
    if (cursor == null) {
      throw new IllegalArgumentException(
          "sink \"" + sink + "\" is unknown to the outbox, expected one of " + cursors.keySet());
    }
    return cursor;
  }

  private void repair(Writer.Work work) throws IOException {
    finish(writer.run(work), REPAIR_DEADLINE);
  }

  /** Deletes what has had its time, now. */
  void upkeep() throws IOException {
    finish(writer.run(writer::upkeep), REPAIR_DEADLINE);
  }

  private static void finish(CompletableFuture<Void> work, Duration deadline) throws IOException {
    try {
      work.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("outbox: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("outbox: the disk did not answer within " + deadline, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the outbox");
    }
  }

  /**
   * Waits for something to {@link #peek}: until the sink has events to get or the time is over.
   *
   * @return whether there are events
   */
  public boolean await(String sink, Duration timeout) throws InterruptedException {
    long leftNanos = timeout.toNanos();
    lock.lock();
    try {
      while (lastPosition <= cursor(sink) && leftNanos > 0) {
        leftNanos = grown.awaitNanos(leftNanos);
      }
      return lastPosition > cursor(sink);
    } finally {
      lock.unlock();
    }
  }

  private long lastPosition() {
    lock.lock();
    try {
      return lastPosition;
    } finally {
      lock.unlock();
    }
  }

  private void committed() {
    lock.lock();
    try {
      lastPosition = segments.state().position();
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The sink has all events up to and with this position. */
  public void acknowledge(String sink, long position) {
    cursor(sink);
    cursors.merge(sink, position, Math::max);
    writer.acknowledge(sink, position);
  }

  /**
   * Reads from another process, without disturbing the agent.
   *
   * @param last begin with the last so many events that are kept
   */
  public static Tail tail(Path dir, OutboxSettings settings, TimeSource time, int last)
      throws IOException {
    return Tail.open(dir, settings.retention(), time, last);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("outpost_outbox_bytes", this, Outbox::sizeBytes)
        .description("What the outbox takes on the disk, without its reserve.")
        .register(registry);
    Gauge.builder("outpost_outbox_events", this, Outbox::waitingEvents)
        .description("Events that at least one sink has not got yet.")
        .register(registry);
    Gauge.builder("outpost_outbox_oldest_event_age_seconds", this, Outbox::oldestWaitingSeconds)
        .description("For how long the oldest event has waited that some sink has not got yet.")
        .register(registry);
    for (Evicted what : Evicted.values()) {
      FunctionCounter.builder("outpost_outbox_evicted_total", room, r -> r.evicted(what))
          .description("What was given up before every sink had got it.")
          .tag("reason", what.label())
          .register(registry);
    }
  }

  private double sizeBytes() {
    try {
      return files.sizeBytes();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private long delivered() {
    return cursors.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  private double waitingEvents() {
    long events = 0;
    try {
      for (int number : OutboxFiles.segments(dir)) {
        try (SegmentReader reader = new SegmentReader(OutboxFiles.segment(dir, number))) {
          events += reader.countAfter(delivered());
        }
      }
    } catch (IOException | SQLException e) {
      return Double.NaN;
    }
    return events;
  }

  private double oldestWaitingSeconds() {
    try {
      for (int number : OutboxFiles.segments(dir)) {
        try (SegmentReader reader = new SegmentReader(OutboxFiles.segment(dir, number))) {
          long stored = reader.storedMillisAfter(delivered());
          if (stored >= 0) {
            return Math.max(0, (time.now().toEpochMilli() - stored) / 1000.0);
          }
        }
      }
    } catch (IOException | SQLException e) {
      return Double.NaN;
    }
    return 0;
  }

  /** Stores what was appended before, and ends the writer. */
  @Override
  public void close() throws IOException {
    // Only the writer may touch the segments while it runs.
    finish(writer.end(segments::close), CLOSE_DEADLINE);
    files.close();
  }
}
