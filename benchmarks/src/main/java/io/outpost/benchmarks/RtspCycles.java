package io.outpost.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.testing.Footprint;
import io.outpost.agent.testing.StreamCycles;
import io.outpost.agent.time.SystemTime;
import io.outpost.benchmarks.Figure.Bar;

/**
 * Do streams that come, break and go leave anything behind? {@code benchmarks/run rtsp-cycles}: a
 * thousand cycles of connecting, streaming, a fault and closing, against what was held before.
 */
final class RtspCycles implements Benchmark {
  /** Enough for pools, caches and classes to be as large as they get. */
  private static final int BEFORE = 100;

  private static final double MIB = 1 << 20;

  /** A thousand decoders' buffers and pictures would take twenty times that. */
  private static final double HEAP_MIB = 1;

  @Override
  public void run(boolean quick, Report report) throws Exception {
    int cycles = quick ? 25 : 1_000;
    Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
    try (network;
        Station station = new Station(0, Clip.SMALL);
        Ingest ingest = network.ingest(StreamCycles.SETTINGS)) {
      StreamCycles streams = new StreamCycles(ingest, station.port(), "/cycling");
      streams.run(quick ? 5 : BEFORE);
      Footprint before = Footprint.settled(Footprint.take());
      long start = System.nanoTime();
      streams.run(cycles);
      double seconds = (System.nanoTime() - start) * 1e-9;
      Footprint after = Footprint.settled(before);
      String name = "rtsp-cycles." + cycles;
      report.add(Figure.of(name + ".took", seconds, "s"));
      report.add(
          more(
              name + ".descriptors",
              (double) after.descriptors() - before.descriptors(),
              "more",
              0));
      report.add(more(name + ".threads", after.threads() - before.threads(), "more", 0));
      report.add(
          more(
              name + ".direct", (after.directBytes() - before.directBytes()) / MIB, "MiB more", 0));
      report.add(
          more(
              name + ".heap",
              (after.heapBytes() - before.heapBytes()) / MIB,
              "MiB more, collected",
              quick ? 2 * HEAP_MIB : HEAP_MIB));
    }
  }

  private static Figure more(String name, double value, String unit, double limit) {
    return Figure.of(name, value, unit).withBar(Bar.atMost(limit));
  }
}
