package io.outpost.agent.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The durable queue between observations and sinks. Any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class Outbox implements AutoCloseable, MeterBinder {
  private Outbox() {}

  /**
   * Opens the outbox of a folder, or begins one. Never fails on damaged data: it is set aside and
   * reported.
   *
   * @param writer runs one task, that of the writer, until {@link #close}: a thread of its own
   * @throws IOException when the folder cannot be written to or another agent has it open
   */
  public static Outbox open(Path dir, OutboxSettings settings, TimeSource time, Executor writer)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Stores an event and gives it its place.
   *
   * @return completes when the event is on the disk for good, or with an {@link IOException}: then
   *     it is not stored, and its place goes to the next one
   */
  public CompletableFuture<Event> append(EventDraft draft) {
    throw new UnsupportedOperationException();
  }

  /** The oldest events that the sink has not acknowledged, at most {@code max}. */
  public List<QueuedEvent> peek(String sink, int max) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Waits until there is something to {@link #peek} or the time is over; true if there is. */
  public boolean await(String sink, Duration timeout) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** The sink has all events up to and with this position. */
  public void acknowledge(String sink, long position) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads from another process, without disturbing the agent.
   *
   * @param last begin with the last so many events that are kept
   */
  public static Tail tail(Path dir, OutboxSettings settings, TimeSource time, int last)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    throw new UnsupportedOperationException();
  }

  /** Stores what was appended before, and ends the writer. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
