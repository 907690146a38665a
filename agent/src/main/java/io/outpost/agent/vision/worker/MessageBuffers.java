package io.outpost.agent.vision.worker;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arrays for messages of the agent, used again and again. Safe for any thread. Latest first, so
 * that one of the size that is usual is at hand.
 */
final class MessageBuffers {
  private static final int MAX_SPARE = 8;

  /** Larger ones are rare, and not worth keeping. */
  private static final int MAX_KEPT_BYTES = 4 << 20;

  private static final int MIN_BYTES = 1 << 14;

  private final ConcurrentLinkedDeque<byte[]> spare = new ConcurrentLinkedDeque<>();
  private final AtomicInteger spareCount = new AtomicInteger();

  /** An array that holds so many bytes; what is in it is of no meaning. */
  byte[] take(int bytes) {
    byte[] latest = spare.pollFirst();
    if (latest != null) {
      spareCount.decrementAndGet();
      if (latest.length >= bytes) {
        return latest;
      }
    }
    return new byte[Math.max(MIN_BYTES, Integer.highestOneBit(Math.max(1, bytes - 1)) << 1)];
  }

  /** Takes it back: nobody may refer to what is in it any more. */
  void give(byte[] buffer) {
    if (buffer.length <= MAX_KEPT_BYTES && spareCount.get() < MAX_SPARE) {
      spareCount.incrementAndGet();
      spare.addFirst(buffer);
    }
  }
}
