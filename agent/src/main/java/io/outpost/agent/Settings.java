package io.outpost.agent;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.ingest.IngestConfig;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.WorkerConfig;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From what a person configures to what the parts are given. */
final class Settings {
  private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

  private static final long QUIET_MILLIS = 0;
  private static final long LOOPS_STOP_MILLIS = 5_000;

  private Settings() {}

  static VisionSettings vision(WorkerConfig config) {
    if (config instanceof WorkerConfig.Children children) {
      return VisionSettings.children(children.count());
    }
    if (config instanceof WorkerConfig.Sockets sockets) {
      return VisionSettings.external(sockets.paths());
    }
    throw new IllegalArgumentException("unknown worker configuration " + config);
  }

  static IngestSettings ingest(IngestConfig config) {
    IngestSettings defaults = IngestSettings.DEFAULT;
    return new IngestSettings(
        defaults.connectTimeout(),
        defaults.answerTimeout(),
        config.stall(),
        defaults.teardownTimeout(),
        defaults.firstBackOff(),
        defaults.maxBackOff(),
        defaults.maxConnecting(),
        defaults.maxConnectingPerHost());
  }

  /**
   * Coded pictures lie on the heap, of whose limit the collector gives two thirds to what stays;
   * half leaves room for everything else. On a small box a heap as large as the start script allows
   * would be too much, so the machine's memory bounds it too.
   */
  static long bufferBytes(long memoryBytes, long heapBytes) {
    return Math.min(memoryBytes / 4, heapBytes / 2);
  }

  static BufferBudget buffers(IngestConfig config, MeterRegistry registry) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long heapBytes = Runtime.getRuntime().maxMemory();
    long usual = bufferBytes(system.getTotalMemorySize(), heapBytes);
    long wanted = config.bufferBytesTotal().orElse(usual);
    if (wanted > heapBytes / 2) {
      LOG.warn(
          "limits.bufferTotal is more than half of the heap totalBytes={} heapBytes={};"
              + " give the agent more heap with OUTPOST_JAVA_OPTS=-Xmx...",
          wanted,
          heapBytes);
    }
    LOG.info("coded pictures are kept totalBytes={}", wanted);
    return new BufferBudget(wanted, registry);
  }

  static void stop(EventLoopGroup loops) throws InterruptedException {
    loops
        .shutdownGracefully(QUIET_MILLIS, LOOPS_STOP_MILLIS, TimeUnit.MILLISECONDS)
        .await(LOOPS_STOP_MILLIS);
  }
}
