package io.outpost.agent.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a command that runs until SIGTERM or SIGINT end in its own order: the virtual machine waits
 * for it, within bounds, before it goes.
 */
final class StopSignal {
  /** More than the agent's parts take together; systemd kills after 90 seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Runnable whenAsked;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "stop");

  private StopSignal(Runnable whenAsked) {
    this.whenAsked = whenAsked;
  }

  /**
   * From now on until {@link #done}.
   *
   * @param whenAsked lets the command know, from another thread
   */
  static StopSignal install(Runnable whenAsked) {
    StopSignal signal = new StopSignal(whenAsked);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** The command has ended. */
  void done() {
    ended.countDown();
    if (!asked.get()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private void onShutdown() {
    asked.set(true);
    whenAsked.run();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("outpost: did not stop within " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
