package io.outpost.agent.testing;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Remembers what a stream delivered, and waits for more. */
public final class RecordedStream implements StreamListener {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final List<AccessUnit> units = new ArrayList<>();
  private final List<StreamStatus> states = new ArrayList<>();

  @Override
  public synchronized void onAccessUnit(AccessUnit unit) {
    units.add(unit);
    notifyAll();
  }

  @Override
  public synchronized void onState(StreamStatus status) {
    states.add(status);
    notifyAll();
  }

  public synchronized List<AccessUnit> units() {
    return List.copyOf(units);
  }

  public synchronized List<StreamStatus> states() {
    return List.copyOf(states);
  }

  /** Waits until this many units have come, and gives all that have. */
  public synchronized List<AccessUnit> awaitUnits(int count) throws InterruptedException {
    await(() -> units.size() >= count, count + " access units");
    return List.copyOf(units);
  }

  /** Waits for a unit, past ones included. */
  public synchronized AccessUnit awaitUnit(Predicate<AccessUnit> wanted)
      throws InterruptedException {
    await(() -> units.stream().anyMatch(wanted), "an access unit");
    return units.stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Waits for a state, past ones included. */
  public synchronized StreamStatus awaitState(Predicate<StreamStatus> wanted)
      throws InterruptedException {
    await(() -> states.stream().anyMatch(wanted), "a state");
    return states.stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Waits for the first failure. */
  public StreamStatus awaitFailure() throws InterruptedException {
    return awaitState(status -> status.failure().isPresent());
  }

  private void await(BooleanSupplier condition, String what) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "waited for " + what + ", got " + units.size() + " access units and " + states);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
