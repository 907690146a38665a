package io.outpost.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestEnvironment;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.ProbeReport;
import io.outpost.agent.ingest.ReadPace;
import io.outpost.agent.ingest.StreamProbe;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.restream.LoopingClip;
import io.outpost.agent.restream.RestreamEnvironment;
import io.outpost.agent.restream.RestreamServer;
import io.outpost.agent.restream.RestreamSettings;
import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The threads that read cameras and serve viewers, and what runs on them: two event loops for
 * everything, and one thread that looks host names up.
 */
public final class Network implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;
  private static final long CLOSE_MILLIS = 2_000;

  private final ReadPace pace = new ReadPace();
  private final EventLoopGroup loops;
  private final EventLoopGroup resolver =
      new DefaultEventLoopGroup(1, new DefaultThreadFactory("outpost-resolver", true));
  private final TimeSource time;
  private final MeterRegistry metrics;

  public Network(TimeSource time, MeterRegistry metrics) {
    this.loops =
        StreamLoops.open(
            EVENT_LOOPS, new DefaultThreadFactory("outpost-streams", true), pace, time);
    this.time = time;
    this.metrics = metrics;
  }

  /** To be closed before this. */
  public Ingest ingest(IngestSettings settings) {
    return new Ingest(new IngestEnvironment(loops, pace, resolver, time, metrics), settings);
  }

  /** Looks at a stream once; blocks for {@code observe} of media and what it takes to get there. */
  public ProbeReport probe(StreamSettings stream, Duration observe) throws InterruptedException {
    try (Ingest once = ingest(IngestSettings.DEFAULT)) {
      return StreamProbe.probe(once, stream, observe);
    }
  }

  /**
   * To be closed before this.
   *
   * @throws IOException when the address cannot be bound
   */
  public RestreamServer restream(RestreamSettings settings) throws IOException {
    return RestreamServer.open(settings, new RestreamEnvironment(loops, time, metrics));
  }

  /** Plays a clip in a loop until it is closed; {@code out} must not block. */
  public LoopingClip loop(List<AccessUnit> clip, Consumer<AccessUnit> out) {
    LoopingClip looping = new LoopingClip(clip, out, loops.next(), time);
    looping.start();
    return looping;
  }

  @Override
  public void close() {
    Future<?> loopsGone = loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    Future<?> resolverGone = resolver.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    loopsGone.awaitUninterruptibly(CLOSE_MILLIS);
    resolverGone.awaitUninterruptibly(CLOSE_MILLIS);
  }
}
