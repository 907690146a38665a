package io.outpost.benchmarks.streams;

import com.sun.management.ThreadMXBean;
import io.outpost.agent.Network;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.metrics.Metrics;
import io.outpost.agent.time.SystemTime;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Our ingestion as the agent wires it, with the agent's own meters, and nobody who decodes.
 * Commands: {@code open COUNT URL}, {@code close}, {@code count}, which answers pictures, their
 * bytes, and all bytes allocated by any thread.
 */
public final class OutpostPuller implements StreamListener {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final LongAdder pictures = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final Network network;
  private Ingest ingest;

  private OutpostPuller(Metrics metrics) {
    network = new Network(SystemTime.INSTANCE, metrics.registry());
    ingest = network.ingest(IngestSettings.DEFAULT);
  }

  public static void main(String[] arguments) throws Exception {
    OutpostPuller puller = new OutpostPuller(Metrics.create());
    Commands.obeyAll(puller::obey);
  }

  private String obey(String[] words) throws Exception {
    switch (words[0]) {
      case "open" -> {
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          ingest.open(
              StreamSettings.of("camera-" + i, URI.create(words[2]), Optional.empty()), this);
        }
      }
      case "close" -> {
        ingest.close();
        ingest = network.ingest(IngestSettings.DEFAULT);
      }
      case "count" -> {
        return pictures.sum() + " " + bytes.sum() + " " + allocated();
      }
      default -> throw Commands.unknown(words[0]);
    }
    return "OK";
  }

  private static long allocated() {
    long sum = 0;
    for (long allocated : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, allocated);
    }
    return sum;
  }

  @Override
  public void onAccessUnit(AccessUnit unit) {
    pictures.increment();
    bytes.add(unit.sizeBytes());
  }

  @Override
  public void onState(StreamStatus status) {
    // Pictures tell.
  }
}
