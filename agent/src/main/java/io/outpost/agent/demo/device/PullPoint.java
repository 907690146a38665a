package io.outpost.agent.demo.device;

import io.outpost.agent.time.TimeSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One subscription of a simulated camera. */
final class PullPoint {
  private static final int MAX_WAITING = 1_000;

  private final String id;
  private final TimeSource clock;
  private final Deque<Message> waiting = new ArrayDeque<>();
  private Instant end;
  private boolean closed;

  /**
   * @param operation {@code Initialized} or {@code Changed}
   */
  record Message(SimulatedEvent event, String time, String operation) {}

  PullPoint(String id, Instant end, TimeSource clock) {
    this.id = id;
    this.clock = clock;
    this.end = end;
  }

  String id() {
    return id;
  }

  synchronized Instant end() {
    return end;
  }

  synchronized void renew(Instant until) {
    end = until;
  }

  synchronized void offer(Message message) {
    if (waiting.size() == MAX_WAITING) {
      waiting.remove(); // who never pulls fills no memory
    }
    waiting.add(message);
    notifyAll();
  }

  /** Nobody pulls here any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits until there is something, so long at most. */
  synchronized List<Message> pull(long timeoutMillis, int limit) {
    long deadline = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    for (long left = deadline - clock.nanos();
        waiting.isEmpty() && !closed && left > 0;
        left = deadline - clock.nanos()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
    List<Message> pulled = new ArrayList<>();
    while (!waiting.isEmpty() && pulled.size() < limit) {
      pulled.add(waiting.remove());
    }
    return pulled;
  }
}
