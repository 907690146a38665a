package io.outpost.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at the same time, each on a thread of its own. */
public final class AtOnce {
  private AtOnce() {}

  /**
   * Waits until all are done. When one fails, or this thread is interrupted, the others are.
   *
   * @throws IOException of the first that failed
   */
  public static <T> List<T> call(List<? extends Callable<T>> parts)
      throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(parts.size(), AgentThreads.named("evaluation"));
    try {
      List<Future<T>> running = new ArrayList<>();
      parts.forEach(part -> running.add(threads.submit(part)));
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause()); // An error, which nobody declared.
    } finally {
      threads.shutdownNow();
    }
  }
}
