package io.outpost.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.time.SystemTime;
import io.outpost.benchmarks.Figure.Bar;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A station loses its power and comes back: how long until all of its cameras stream again, and how
 * many were connecting at one time, as the cameras saw it? {@code benchmarks/run rtsp-return}. Two
 * cameras answer at each address.
 */
final class RtspReturn implements Benchmark {
  private static final int CAMERAS_PER_HOST = 2;

  @Override
  public void run(boolean quick, Report report) throws Exception {
    int cameras = quick ? 60 : 500;
    int outageSeconds = quick ? 1 : 10;
    Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
    try (network;
        Station station = new Station(cameras / CAMERAS_PER_HOST, Clip.SMALL);
        Ingest ingest = network.ingest(IngestSettings.DEFAULT)) {
      List<Watched> all = new ArrayList<>();
      for (int i = 0; i < cameras; i++) {
        String host = Station.host(i / CAMERAS_PER_HOST);
        URI uri = URI.create("rtsp://" + host + ":" + station.port() + "/camera");
        Watched watched = new Watched();
        all.add(watched);
        ingest.open(StreamSettings.of("camera-" + i, uri, Optional.empty()), watched);
      }
      awaitAll(all);
      String name = "rtsp-return." + cameras;
      Bar budget = Bar.atMost(IngestSettings.DEFAULT.maxConnecting());
      report.add(
          Figure.of(name + ".first.connecting", (double) station.ask("peak")[0], "at one time")
              .withBar(budget));

      station.signal("KILL");
      TimeUnit.SECONDS.sleep(outageSeconds);
      station.restart();
      double seconds = awaitAll(all);
      long[] peak = station.ask("peak");
      report.add(Figure.of(name + ".streaming", seconds, "s").withBar(Bar.atMost(60)));
      report.add(Figure.of(name + ".connecting", (double) peak[0], "at one time").withBar(budget));
      report.add(
          Figure.of(name + ".back", (double) peak[1], "cameras").withBar(Bar.atLeast(cameras)));
    }
  }

  /** Seconds until pictures of the last of them flow. */
  private static double awaitAll(List<Watched> all) throws InterruptedException {
    all.forEach(Watched::countFromNow);
    long longest = 0;
    for (Watched each : all) {
      longest = Math.max(longest, each.awaitFlow());
    }
    return longest * 1e-9;
  }
}
