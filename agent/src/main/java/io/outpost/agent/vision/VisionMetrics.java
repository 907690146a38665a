package io.outpost.agent.vision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** The figures of the vision workers. */
final class VisionMetrics {
  private final MeterRegistry registry;
  private final LongAdder spentNanos = new LongAdder();

  VisionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Why a worker had to be started or connected to again. */
  enum RestartReason {
    /** The process ended or closed the connection. */
    DIED("died"),
    /** It left a request without an answer for too long. */
    HUNG("gave no answer"),
    /** It could not be started or reached. */
    UNREACHABLE("could not be reached");

    private final String words;

    RestartReason(String words) {
      this.words = words;
    }

    /** As it stands in messages. */
    String words() {
      return words;
    }

    /** As it stands in metrics. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  void watch(List<WorkerLink> links) {
    Gauge.builder("outpost.workers.up", links, all -> all.stream().filter(WorkerLink::up).count())
        .description("Vision workers that answer")
        .register(registry);
  }

  void restarted(RestartReason reason) {
    Counter.builder("outpost.worker.restarts")
        .description("Vision workers that had to be started or connected to again")
        .tag("reason", reason.label())
        .register(registry)
        .increment();
  }

  void detectorRefused(ChosenDetectors.RefusalReason reason) {
    Counter.builder("outpost.detectors.refused")
        .description("Installed detectors that are not used, though they were chosen")
        .tag("reason", reason.label())
        .register(registry)
        .increment();
  }

  void analysed(String camera, Analysis analysis, Duration spent) {
    Counter.builder("outpost.frames.decoded")
        .description("Pictures that decoded cleanly")
        .tag("camera", camera)
        .register(registry)
        .increment(analysis.decoded());
    Counter.builder("outpost.frames.corrupt")
        .description("Pictures that did not decode cleanly and were kept from the detectors")
        .tag("camera", camera)
        .register(registry)
        .increment(analysis.corrupt());
    Counter.builder("outpost.frames.analysed")
        .description("Pictures that the detectors looked at")
        .tag("camera", camera)
        .register(registry)
        .increment(analysis.pictures().size());
    spentNanos.add(spent.toNanos());
    Timer.builder("outpost.analysis.duration")
        .description("Decoding and analysing one batch in the worker")
        .tag("camera", camera)
        .register(registry)
        .record(spent);
  }

  long spentNanos() {
    return spentNanos.sum();
  }

  void quarantined(String camera) {
    Counter.builder("outpost.streams.quarantined")
        .description("Streams set aside because they killed a worker twice in a row")
        .tag("camera", camera)
        .register(registry)
        .increment();
  }
}
