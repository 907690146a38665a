package io.outpost.benchmarks;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Watches a stream: when its pictures flow, why they do not, and how long it waits to try again.
 */
final class Watched implements StreamListener {
  /** Pictures in a row, without a failure between, that make a flow. */
  private static final int FLOW = Clip.PICTURES_PER_SECOND;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  /** One pause before another attempt; it lasts until then. */
  private static final class Pause {
    final long from;
    long until = Long.MAX_VALUE;

    Pause(long from) {
      this.from = from;
    }
  }

  private final List<Pause> pauses = new ArrayList<>();
  private final List<StreamFailure.Reason> said = new ArrayList<>();
  private long countFromNanos = System.nanoTime();
  private long flowNanos;
  private int flowing;

  @Override
  public synchronized void onAccessUnit(AccessUnit unit) {
    long now = System.nanoTime();
    if (now - countFromNanos < 0) {
      return;
    }
    flowNanos = flowing == 0 ? now : flowNanos;
    flowing++;
    notifyAll();
  }

  @Override
  public synchronized void onState(StreamStatus status) {
    long now = System.nanoTime();
    if (!pauses.isEmpty()) {
      Pause last = pauses.get(pauses.size() - 1);
      last.until = Math.min(last.until, now);
    }
    if (status.state() == StreamState.STREAMING) {
      return;
    }
    flowing = 0;
    if (status.state() == StreamState.WAITING) {
      pauses.add(new Pause(now));
      status.failure().map(StreamFailure::reason).ifPresent(said::add);
    }
  }

  /** A fault begins: what was said before counts no longer. */
  synchronized void begin() {
    said.clear();
  }

  /** From now on pictures are to flow again. */
  synchronized void countFromNow() {
    countFromNanos = System.nanoTime();
    flowing = 0;
  }

  /** What was said since {@link #begin}. */
  synchronized List<StreamFailure.Reason> said() {
    return List.copyOf(said);
  }

  /**
   * Waits until pictures flow.
   *
   * @return nanoseconds from {@link #countFromNow} to the first picture of the flow
   */
  synchronized long awaitFlow() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (flowing < FLOW) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException("no pictures after two minutes; said: " + said);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return flowNanos - countFromNanos;
  }

  /** How much of the time from {@link #countFromNow} to the flow was spent in pauses. */
  synchronized long backOffNanos() {
    long sum = 0;
    for (Pause pause : pauses) {
      sum += Math.max(0, Math.min(pause.until, flowNanos) - Math.max(pause.from, countFromNanos));
    }
    return sum;
  }
}
