package io.outpost.agent.testing;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What this process holds on to.
 *
 * @param descriptors open files, sockets among them
 * @param directBytes chunks of Netty's pool outside the heap
 * @param heapBytes used behind a collection
 */
public record Footprint(long descriptors, int threads, long directBytes, long heapBytes) {
  private static final int PATIENCE = 100;
  private static final long PAUSE_MILLIS = 100;

  public static Footprint take() throws IOException {
    System.gc();
    return new Footprint(
        descriptorsNow(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  /** Takes it when descriptors and threads are no more than before, or they do not get fewer. */
  public static Footprint settled(Footprint before) throws IOException, InterruptedException {
    Footprint now = take();
    for (int i = 0; i < PATIENCE && now.isMoreThan(before); i++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      now = take();
    }
    return now;
  }

  private boolean isMoreThan(Footprint before) {
    return descriptors > before.descriptors || threads > before.threads;
  }

  private static long descriptorsNow() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count() - 1; // the folder itself is open while it is read
    }
  }
}
