package io.outpost.agent.evidence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.metrics.ReasonCounters;
import java.time.Duration;

/** What is counted of a main stream that is pulled for stills. */
final class MainStreamMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final Gauge up;
  private final Gauge bufferBytes;
  private final Timer taken;
  private final ReasonCounters<MainStillReason> fallbacks;
  private final ReasonCounters<StreamFailure.Reason> failures;

  MainStreamMeters(MeterRegistry registry, String camera, MainStream stream) {
    this.registry = registry;
    this.up =
        Gauge.builder("outpost.main.stream.up", stream, one -> one.streaming() ? 1 : 0)
            .description("1 while pictures arrive from the main stream that is pulled for stills")
            .tag("camera", camera)
            .register(registry);
    this.bufferBytes =
        Gauge.builder("outpost.main.stream.buffer", stream, MainStream::bufferedBytes)
            .description("Coded bytes kept of the main stream's last pictures")
            .baseUnit("bytes")
            .tag("camera", camera)
            .register(registry);
    this.taken =
        Timer.builder("outpost.main.still.duration")
            .description("Taking a still from the main stream, once its picture was there")
            .tag("camera", camera)
            .register(registry);
    this.fallbacks =
        new ReasonCounters<>(
            registry,
            MainStillReason.class,
            Counter.builder("outpost.main.stills.missed")
                .description("Stills that came from the analysed stream instead")
                .tag("camera", camera));
    this.failures =
        new ReasonCounters<>(
            registry,
            StreamFailure.Reason.class,
            Counter.builder("outpost.main.stream.failures")
                .description("Connections for the main stream that ended or could not be made")
                .tag("camera", camera));
  }

  void taken(Duration time) {
    taken.record(time);
  }

  void missed(MainStillReason why) {
    fallbacks.increment(why);
  }

  void failed(StreamFailure.Reason why) {
    failures.increment(why);
  }

  @Override
  public void close() {
    registry.remove(up);
    registry.remove(bufferBytes);
    registry.remove(taken);
    fallbacks.close();
    failures.close();
  }
}
