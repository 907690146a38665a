package io.outpost.agent.outbox;

import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes what has come while the last commit went to the disk, and
 * commits that together: at once when it is idle, by the twenty when it is not.
 */
final class Writer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  private static final int GROUP_EVENTS = 20;

  /** Most that the images of an event may take: a few pictures of the largest size. */
  static final long MAX_EVENT_BYTES = 16 << 20;

  /** So many bytes end a group early, whatever the number of events. */
  private static final long GROUP_BYTES = 8 << 20;

  private static final int QUEUE_LENGTH = 256;
  private static final int ATTEMPTS = 4;
  private static final long RELEASE_BYTES = 4 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration UPKEEP_INTERVAL = Duration.ofSeconds(10);

  private final BlockingQueue<Command> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final OutboxFiles files;
  private final Segments segments;
  private final Room room;
  private final OutboxSettings settings;
  private final TimeSource time;
  private final Runnable onCommit;
  private long nextUpkeepNanos;
  private boolean failing;
  private volatile boolean ended;

  Writer(
      OutboxFiles files,
      Segments segments,
      Room room,
      OutboxSettings settings,
      TimeSource time,
      Runnable onCommit) {
    this.files = files;
    this.segments = segments;
    this.room = room;
    this.settings = settings;
    this.time = time;
    this.onCommit = onCommit;
    this.nextUpkeepNanos = time.nanos();
  }

  /** What is asked of the writer. */
  private interface Command {
    void fail(IOException reason);
  }

  /**
   * @param drafts of one camera, in their order; all are stored or none
   * @param open what the camera has open after them, if that is to be stored too
   */
  private record Append(
      List<EventDraft> drafts, Optional<OpenRecord> open, CompletableFuture<List<Event>> stored)
      implements Command {
    String camera() {
      return drafts.get(0).camera();
    }

    long imageBytes() {
      return drafts.stream().mapToLong(EventDraft::imageBytes).sum();
    }

    @Override
    public void fail(IOException reason) {
      stored.completeExceptionally(reason);
    }
  }

  private record Remember(String camera, OpenRecord open, CompletableFuture<@Nullable Void> stored)
      implements Command {
    @Override
    public void fail(IOException reason) {
      stored.completeExceptionally(reason);
    }
  }

  /** A cursor that is lost means events that are sent again; so nobody waits for it. */
  private record Acknowledge(String sink, long position) implements Command {
    @Override
    public void fail(IOException reason) {
      log.warn("acknowledgement is not stored sink={} reason={}", sink, reason.getMessage());
    }
  }

  private record Task(Work work, CompletableFuture<Void> done) implements Command {
    @Override
    public void fail(IOException reason) {
      done.completeExceptionally(reason);
    }
  }

  interface Work {
    void run() throws IOException;
  }

  /**
   * @param drafts of one camera, at least one
   */
  CompletableFuture<List<Event>> append(List<EventDraft> drafts, Optional<OpenRecord> open) {
    for (EventDraft draft : drafts) {
      if (draft.imageBytes() > MAX_EVENT_BYTES) {
        return CompletableFuture.failedFuture(
            new IOException(
                "event of camera "
                    + draft.camera()
                    + " has images of "
                    + draft.imageBytes()
                    + " bytes, expected at most "
                    + MAX_EVENT_BYTES));
      }
    }
    CompletableFuture<List<Event>> stored = new CompletableFuture<>();
    submit(new Append(List.copyOf(drafts), open, stored));
    return stored;
  }

  CompletableFuture<@Nullable Void> remember(String camera, OpenRecord open) {
    CompletableFuture<@Nullable Void> stored = new CompletableFuture<>();
    submit(new Remember(camera, open, stored));
    return stored;
  }

  void acknowledge(String sink, long position) {
    submit(new Acknowledge(sink, position));
  }

  /** Runs between two commits. */
  CompletableFuture<Void> run(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    submit(new Task(work, done));
    return done;
  }

  /** The writer ends after everything that was asked of it before, and this last. */
  CompletableFuture<Void> end(Work last) {
    return run(
        () -> {
          ended = true;
          last.run();
        });
  }

  /** Waits while the queue is full: who makes events faster than the disk takes them has to. */
  private void submit(Command command) {
    try {
      if (ended || !queue.offer(command, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        command.fail(
            new IOException(ended ? "outbox is closed" : "outbox: the disk does not keep up"));
        return;
      }
      // It may have ended in between, and then nobody looks into the queue any more.
      if (ended && queue.remove(command)) {
        command.fail(new IOException("outbox is closed"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      command.fail(new IOException("interrupted while waiting for the outbox"));
    }
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      List<Command> left = new ArrayList<>();
      queue.drainTo(left);
      left.forEach(command -> command.fail(new IOException("outbox is closed")));
    }
  }

  private void step() throws InterruptedException {
    Command first = queue.poll(UPKEEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    if (first instanceof Task task) {
      perform(task);
    } else if (first != null) {
      commit(group(first));
    }
    if (!ended && time.nanos() - nextUpkeepNanos >= 0) {
      nextUpkeepNanos = time.nanos() + UPKEEP_INTERVAL.toNanos();
      perform(new Task(this::upkeep, new CompletableFuture<>()));
    }
  }

  private List<Command> group(Command first) {
    List<Command> group = new ArrayList<>();
    long bytes = 0;
    Command next = first;
    while (next != null && !(next instanceof Task)) {
      if (next != first) {
        queue.remove();
      }
      group.add(next);
      bytes += bytes(next);
      if (group.size() == GROUP_EVENTS || bytes >= GROUP_BYTES) {
        break;
      }
      next = queue.peek();
    }
    return group;
  }

  /** What is to be written of JPEGs. */
  private long bytes(Command command) {
    OpenStills stills = segments.stills();
    if (command instanceof Append append) {
      return append.imageBytes()
          + append.open().map(open -> stills.freshBytes(append.camera(), open)).orElse(0L);
    }
    return command instanceof Remember remember
        ? stills.freshBytes(remember.camera(), remember.open())
        : 0;
  }

  private void perform(Task task) {
    try {
      healing(task.work());
      task.done().complete(null);
    } catch (IOException | RuntimeException e) {
      log.error("outbox could not be tended reason={}", e.getMessage());
      task.done().completeExceptionally(e);
    }
  }

  /** Deletes what has had its time; takes the reserve again that was given back. */
  void upkeep() throws IOException {
    Instant now = time.now();
    room.expire(now);
    segments.stills().tend(segments.active(), now.minus(settings.retention()));
    files.deleteQuarantinedBefore(now.minus(settings.retention()));
    files.holdBallast(settings.ballastBytes());
  }

  private void commit(List<Command> group) {
    try {
      List<Runnable> completions = new ArrayList<>();
      healing(
          () -> {
            completions.clear();
            store(group, completions);
          });
      if (failing) {
        failing = false;
        log.info("events are stored again");
      }
      onCommit.run();
      completions.forEach(Runnable::run);
    } catch (IOException e) {
      // Said once: whoever appends is told of every one.
      if (!failing) {
        log.error("events are not stored reason={}", e.getMessage());
      }
      failing = true;
      group.forEach(command -> command.fail(e));
    } catch (RuntimeException e) {
      log.error("events are not stored count={}", group.size(), e);
      group.forEach(command -> command.fail(new IOException("outbox: " + e, e)));
    }
  }

  /** One transaction. On failure nothing has happened, in memory either. */
  private void store(List<Command> group, List<Runnable> completions) throws IOException {
    OutboxState state = segments.state();
    segments.rotateIfFull();
    Numbering numbering = new Numbering(state);
    Map<String, Long> cursors = new HashMap<>();
    Map<String, OpenRecord> open = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    long position = state.position();
    Instant now = time.now();
    for (Command command : group) {
      if (command instanceof Append append) {
        List<Event> events = append.drafts().stream().map(numbering::number).toList();
        for (Event event : events) {
          rows.add(Row.of(++position, event, event.sequence(), now));
        }
        append.open().ifPresent(record -> open.put(append.camera(), record));
        completions.add(() -> append.stored().complete(events));
      } else if (command instanceof Remember remember) {
        open.put(remember.camera(), remember.open());
        completions.add(() -> remember.stored().complete(null));
      } else if (command instanceof Acknowledge acknowledge) {
        cursors.merge(acknowledge.sink(), acknowledge.position(), Math::max);
      }
    }
    segments.reserve(numbering.sequences());
    long rowBytes = rows.stream().mapToLong(Row::sizeBytes).sum();
    room.make(rowBytes);
    OpenStills.Change stills = segments.stills().change(open, spareBytes(open) - rowBytes, now);
    Segment active = segments.active();
    long last = position;
    active.transaction(
        () -> {
          for (Row row : rows) {
            active.put(row);
          }
          numbering.store(active);
          for (Map.Entry<String, Long> entry : cursors.entrySet()) {
            active.put(OutboxState.cursorName(entry.getKey()), entry.getValue().toString());
          }
          for (Map.Entry<String, OpenRecord> entry : open.entrySet()) {
            active.put(OutboxState.openName(entry.getKey()), entry.getValue().text());
          }
          stills.store(active);
          active.put(OutboxState.positionName(), Long.toString(last));
        });
    numbering.count();
    open.forEach((camera, record) -> state.open(camera, record.text()));
    segments.stills().count(stills);
    state.position(last);
  }

  /** Where there is nothing to be written, it is not asked for. */
  private long spareBytes(Map<String, OpenRecord> open) throws IOException {
    for (Map.Entry<String, OpenRecord> entry : open.entrySet()) {
      if (segments.stills().freshBytes(entry.getKey(), entry.getValue()) > 0) {
        return room.spareBytes();
      }
    }
    return 0;
  }

  /** Runs the work again after what can be cured: a full disk, a damaged segment. */
  private void healing(Work work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (StoreException e) {
        if (attempt == ATTEMPTS || !heal(e)) {
          throw e;
        }
      }
    }
  }

  private boolean heal(StoreException e) throws IOException {
    return switch (e.kind()) {
      case FULL -> {
        boolean reserve = files.dropBallast();
        log.error("the disk of the outbox is full; make room on it reserveUsed={}", reserve);
        segments.stills().hold();
        if (!reserve) {
          room.release(RELEASE_BYTES);
        }
        yield true;
      }
      case DAMAGED -> {
        segments.quarantine(e.segment(), e);
        yield true;
      }
      case DISK, OTHER -> false;
    };
  }
}
