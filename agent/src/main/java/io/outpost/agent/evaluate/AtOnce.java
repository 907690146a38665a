package io.outpost.agent.evaluate;

import io.outpost.agent.AgentThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at the same time, each on a thread of its own. */
final class AtOnce {
  private AtOnce() {}

  /**
   * Waits until all are done. As soon as one fails, or this thread is interrupted, the others are
   * interrupted.
   *
   * @return what they gave, in the order of the parts
   * @throws IOException of the first that failed
   */
  static <T> List<T> call(List<? extends Callable<T>> parts)
      throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(parts.size(), AgentThreads.named("evaluation"));
    try {
      CompletionService<T> ends = new ExecutorCompletionService<>(threads);
      List<Future<T>> running = new ArrayList<>();
      parts.forEach(part -> running.add(ends.submit(part)));
      for (int ended = 0; ended < running.size(); ended++) {
        ends.take().get(); // In the order in which they end: a failure ends the others.
      }
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
