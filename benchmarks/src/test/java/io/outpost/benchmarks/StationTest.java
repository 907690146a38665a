package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.time.SystemTime;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StationTest {
  @Test
  void ofTwoStreams_mainAndSub_showAClipEach() throws Exception {
    // The delimiter is not sent on.
    Offset<Integer> byAFewBytes = Offset.offset(16);
    Clip main = Clip.SMALL;
    Clip sub = Clip.SUB.shortened();
    Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
    try (network;
        Station station = Station.ofTwoStreams(main.elementaryStream(), sub.elementaryStream());
        Ingest ingest = network.ingest(IngestSettings.DEFAULT)) {
      String url = station.cameras() + "-7";

      assertThat(firstKey(ingest, url + "-main"))
          .isCloseTo(main.accessUnits().get(0).length, byAFewBytes);
      assertThat(firstKey(ingest, url)).isCloseTo(sub.accessUnits().get(0).length, byAFewBytes);
    }
  }

  /** How many bytes it has. */
  private static int firstKey(Ingest ingest, String url) throws Exception {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    StreamListener listener =
        new StreamListener() {
          @Override
          public void onAccessUnit(AccessUnit unit) {
            first.complete(unit.sizeBytes());
          }

          @Override
          public void onState(StreamStatus status) {
            // The first picture tells.
          }
        };
    ingest.open(StreamSettings.of("camera", URI.create(url), Optional.empty()), listener);
    return first.get(30, TimeUnit.SECONDS);
  }
}
