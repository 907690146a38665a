package io.outpost.agent.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says that work goes on, once it has taken longer than a person waits without wondering: on a
 * terminal in one line that is drawn over, elsewhere in a plain line now and then.
 */
final class Progress {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_DRAWINGS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final Duration patience;

  Progress(Terminal terminal) {
    this(terminal, PATIENCE);
  }

  Progress(Terminal terminal, Duration patience) {
    this.terminal = terminal;
    this.patience = patience;
  }

  /**
   * Does the work on this thread.
   *
   * @param what is going on, such as {@code asking the camera}
   */
  <T> T during(String what, Callable<T> work) throws Exception {
    return during(() -> what, work);
  }

  /** The same for work whose state changes. */
  <T> T during(Supplier<String> what, Callable<T> work) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Thread watcher = new Thread(() -> watch(what, done), "progress");
    watcher.setDaemon(true);
    watcher.start();
    try {
      return work.call();
    } finally {
      done.countDown();
      watcher.join();
    }
  }

  private void watch(Supplier<String> what, CountDownLatch done) {
    Duration pause = terminal.interactive() ? BETWEEN_DRAWINGS : BETWEEN_LINES;
    try {
      if (done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      Duration spent = patience;
      do {
        show("outpost: %s, %d s".formatted(what.get(), spent.toSeconds()));
        spent = spent.plus(pause);
      } while (!done.await(pause.toMillis(), TimeUnit.MILLISECONDS));
      if (terminal.interactive()) {
        terminal.err().print("\r\u001b[K");
        terminal.err().flush();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(String line) {
    if (terminal.interactive()) {
      terminal.err().print("\r" + terminal.words().of(line) + "\u001b[K");
      terminal.err().flush();
    } else {
      terminal.err().println(line);
    }
  }
}
