package io.outpost.agent.vision.worker;

import java.util.concurrent.atomic.AtomicLong;

/** How many native objects are open in this process. */
final class NativeObjects {
  private static final AtomicLong OPEN = new AtomicLong();

  private NativeObjects() {}

  static void opened() {
    OPEN.incrementAndGet();
  }

  static void closed() {
    OPEN.decrementAndGet();
  }

  static long open() {
    return OPEN.get();
  }
}
