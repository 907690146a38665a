package io.outpost.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * Time that is given to what is measured. With {@code -Doutpost.benchmarks.once=true}, as tests
 * have it, there is a second where there would be a minute, and one round of many: what is printed
 * then is worth nothing.
 */
final class Pause {
  private static final boolean ONCE = Boolean.getBoolean("outpost.benchmarks.once");

  private Pause() {}

  static void seconds(int wanted) throws InterruptedException {
    TimeUnit.SECONDS.sleep(ONCE ? Math.min(1, wanted) : wanted);
  }

  static int rounds(int wanted) {
    return ONCE ? 1 : wanted;
  }

  /** Whether there is time for things to settle at all. */
  static boolean settles() {
    return !ONCE;
  }
}
