package io.outpost.agent;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.IntSupplier;
import io.outpost.agent.ingest.ReadPace;
import io.outpost.agent.time.TimeSource;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * The event loops that read streams. A loop looks for events at most once in {@link #TURN}: what
 * comes within that time of the look before is read together. Two hundred cameras bring a picture
 * every 0.2 ms; a loop that woke for each of them would spend more on waking, with cold caches,
 * than on reading. A loop that had nothing to do for that long turns at once, so that few cameras
 * wait for nothing; and while a camera sends datagrams, none waits ({@link ReadPace}).
 */
final class StreamLoops {
  /**
   * Short beside the time between two pictures of a camera, and beside the second that the arrival
   * of a picture may be behind its capture; in it, a camera sends less than a socket buffers.
   */
  static final Duration TURN = Duration.ofMillis(10);

  private StreamLoops() {}

  /**
   * @param count of threads, each made by {@code threads}
   */
  static EventLoopGroup open(int count, ThreadFactory threads, ReadPace pace, TimeSource time) {
    return new NioEventLoopGroup(
        count,
        threads,
        SelectorProvider.provider(),
        () -> new Paced(pace, time, LockSupport::parkNanos));
  }

  /**
   * Waits for the rest of a turn before it lets its loop look for events. What other threads hand
   * to the loop meanwhile waits too, for no longer than that.
   */
  static final class Paced implements SelectStrategy {
    private final ReadPace pace;
    private final TimeSource time;
    private final LongConsumer park;
    private long lastNanos;

    Paced(ReadPace pace, TimeSource time, LongConsumer park) {
      this.pace = pace;
      this.time = time;
      this.park = park;
      this.lastNanos = time.nanos() - TURN.toNanos();
    }

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
      if (hasTasks) {
        return selectNow.get();
      }
      long rest = TURN.toNanos() - (time.nanos() - lastNanos);
      if (rest > 0 && pace.mayWait()) {
        park.accept(rest);
      }
      lastNanos = time.nanos();
      return SelectStrategy.SELECT;
    }
  }
}
