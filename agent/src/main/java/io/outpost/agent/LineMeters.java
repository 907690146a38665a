package io.outpost.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.metrics.ReasonCounters;

/** What is counted of one camera between its stream and the rules. */
final class LineMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final ReasonCounters<DropReason> dropped;
  private final Counter stillsMissed;
  private final Counter facesMuted;
  private long facesMutedBefore;

  LineMeters(MeterRegistry registry, String camera) {
    this.registry = registry;
    dropped =
        new ReasonCounters<>(
            registry,
            DropReason.class,
            Counter.builder("outpost.access.units.dropped")
                .description("Access units that were not analysed")
                .tag("camera", camera));
    stillsMissed =
        Counter.builder("outpost.stills.missed")
            .description("Stills that the worker could not give; their events went without")
            .tag("camera", camera)
            .register(registry);
    facesMuted =
        Counter.builder("outpost.faces.muted")
            .description("Faces that never move and were told no more, or not again")
            .tag("camera", camera)
            .register(registry);
  }

  void dropped(DropReason reason, int units) {
    dropped.increment(reason, units);
  }

  void stillsMissed(long stills) {
    stillsMissed.increment((double) stills);
  }

  /** Called by one thread at a time. */
  void facesMuted(long sinceStart) {
    facesMuted.increment((double) (sinceStart - facesMutedBefore));
    facesMutedBefore = sinceStart;
  }

  @Override
  public void close() {
    registry.remove(stillsMissed);
    registry.remove(facesMuted);
    dropped.close();
  }
}
