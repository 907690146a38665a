package io.outpost.agent.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
public final class Eventually {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long TICK_MILLIS = 20;

  private Eventually() {}

  /** Returns as soon as the condition holds; fails when it does not within a minute. */
  public static void holds(String what, BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || never.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("waited in vain for: " + what);
      }
    }
  }
}
