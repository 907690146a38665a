package io.outpost.agent;

import io.netty.channel.EventLoopGroup;
import io.outpost.agent.ingest.IngestConfig;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.WorkerConfig;
import java.util.concurrent.TimeUnit;

/** From what a person configures to what the parts are given. */
final class Settings {
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

  static void stop(EventLoopGroup loops) throws InterruptedException {
    loops
        .shutdownGracefully(QUIET_MILLIS, LOOPS_STOP_MILLIS, TimeUnit.MILLISECONDS)
        .await(LOOPS_STOP_MILLIS);
  }
}
