package io.outpost.agent.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.testing.Clips;
import io.outpost.agent.testing.Footprint;
import io.outpost.agent.testing.StreamCycles;
import io.outpost.agent.time.SystemTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streams that come, break and go leave nothing behind; {@code benchmarks/run rtsp-cycles}. */
class LeakIT {
  /** Enough for pools, caches and classes to be as large as they get. */
  private static final int BEFORE = 20;

  private static final int CYCLES = 50;

  /** What a connection needs at the least: a decoder's buffer and a picture's. */
  private static final long LEAST_BYTES_A_STREAM = 20_000;

  @Test
  void cycles_ofConnectingAndFaults_leaveNothingBehind() throws Exception {
    Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
    try (network;
        RestreamServer server = network.restream(RestreamSettings.loopback(0, Optional.empty()));
        LoopingClip camera = network.loop(Clips.testPicture(), server.add("/yard")::publish);
        Ingest ingest = network.ingest(StreamCycles.SETTINGS)) {
      StreamCycles cycles = new StreamCycles(ingest, server.address().getPort(), "/yard");
      cycles.run(BEFORE);
      Footprint before = Footprint.settled(Footprint.take());

      cycles.run(CYCLES);

      Footprint after = Footprint.settled(before);
      assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
      assertThat(after.directBytes()).isLessThanOrEqualTo(before.directBytes());
      assertThat(after.heapBytes()).isLessThan(before.heapBytes() + CYCLES * LEAST_BYTES_A_STREAM);
      assertThat(ingest.sources()).isEmpty();
      assertThat(camera).isNotNull();
    }
  }
}
