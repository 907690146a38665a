package io.outpost.agent.testing;

import io.outpost.agent.onvif.Later;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs what is due when simulated time is moved. Safe for any thread. */
public final class SimulatedLater implements Later {
  private final SimulatedTime time;
  private final List<Task> waiting = new ArrayList<>();

  private record Task(long dueNanos, Runnable task) {}

  public SimulatedLater(SimulatedTime time) {
    this.time = time;
  }

  @Override
  public synchronized Runnable after(Duration delay, Runnable task) {
    Task made = new Task(time.nanos() + delay.toNanos(), task);
    waiting.add(made);
    notifyAll();
    return () -> callOff(made);
  }

  private synchronized void callOff(Task task) {
    waiting.remove(task);
  }

  /** Moves the time, and runs what has become due. */
  public void advance(Duration duration) {
    time.advance(duration);
    for (Optional<Task> due = due(); due.isPresent(); due = due()) {
      due.get().task().run();
    }
  }

  private synchronized Optional<Task> due() {
    Optional<Task> first =
        waiting.stream()
            .filter(task -> task.dueNanos() <= time.nanos())
            .min(Comparator.comparingLong(Task::dueNanos));
    first.ifPresent(waiting::remove);
    return first;
  }

  /** Waits until something is to be run later. */
  public synchronized void awaitTask() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
  }
}
