package io.outpost.agent.onvif;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs something later; simulated in tests. */
@FunctionalInterface
public interface Later {
  /**
   * Runs a task once, when the delay has passed.
   *
   * @return calls it off; of no effect once it runs
   */
  Runnable after(Duration delay, Runnable task);

  /**
   * @param executor must not have ended when it is used
   */
  static Later by(ScheduledExecutorService executor) {
    return (delay, task) -> {
      ScheduledFuture<?> waiting = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> waiting.cancel(false);
    };
  }
}
