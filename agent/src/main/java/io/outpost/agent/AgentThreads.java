package io.outpost.agent;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the agent's threads, so that a thread dump says what each is for. */
public final class AgentThreads {
  private AgentThreads() {}

  /** Daemons: a stuck one must not keep a process alive that was told to end. */
  public static ThreadFactory named(String purpose) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, purpose + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
