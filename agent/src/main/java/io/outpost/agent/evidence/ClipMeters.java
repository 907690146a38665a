package io.outpost.agent.evidence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.analysis.Clip;
import io.outpost.agent.analysis.Observation.ClipTaken;
import io.outpost.agent.metrics.ReasonCounters;

/** What is counted of a camera's clips. */
final class ClipMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final Counter bytes;
  private final Counter taken;
  private final ReasonCounters<Clip.Absence> missed;

  ClipMeters(MeterRegistry registry, String camera) {
    this.registry = registry;
    this.taken =
        Counter.builder("outpost.clips")
            .description("Clips that were stored with events")
            .tag("camera", camera)
            .register(registry);
    this.bytes =
        Counter.builder("outpost.clip")
            .description("What those clips take")
            .baseUnit("bytes")
            .tag("camera", camera)
            .register(registry);
    this.missed =
        new ReasonCounters<>(
            registry,
            Clip.Absence.class,
            Counter.builder("outpost.clips.missed")
                .description("Clips that could not be had; their events say so")
                .tag("camera", camera));
  }

  void count(ClipTaken told) {
    told.clip()
        .ifPresent(
            clip -> {
              taken.increment();
              bytes.increment(clip.mp4().length);
            });
    told.absence().ifPresent(missed::increment);
  }

  @Override
  public void close() {
    registry.remove(taken);
    registry.remove(bytes);
    missed.close();
  }
}
