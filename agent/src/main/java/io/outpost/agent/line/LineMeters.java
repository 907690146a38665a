package io.outpost.agent.line;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.camera.Tamper;
import io.outpost.agent.metrics.ReasonCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is counted of one camera between its stream and the rules. */
final class LineMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final ReasonCounters<DropReason> dropped;
  private final Counter stillsMissed;
  private final Counter facesMuted;
  private long stillsMissedBefore;
  private long facesMutedBefore;
  private final List<Meter> tampered = new ArrayList<>();
  private volatile Optional<Tamper> tamper = Optional.empty();

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
    for (Tamper one : Tamper.values()) {
      tampered.add(
          Gauge.builder("outpost.camera.tampered", this, meters -> meters.is(one) ? 1 : 0)
              .description("1 while the camera's picture is not to be trusted, by the reason")
              .tag("camera", camera)
              .tag("reason", one.label())
              .register(registry));
    }
  }

  private boolean is(Tamper one) {
    return tamper.equals(Optional.of(one));
  }

  void dropped(DropReason reason, int units) {
    dropped.increment(reason, units);
  }

  /** What the rules have counted and concluded until now. Called by one thread at a time. */
  void count(CameraAnalysis analysis) {
    tamper = analysis.tamper();
    stillsMissed.increment((double) (analysis.stillsMissed() - stillsMissedBefore));
    stillsMissedBefore = analysis.stillsMissed();
    facesMuted.increment((double) (analysis.facesMuted() - facesMutedBefore));
    facesMutedBefore = analysis.facesMuted();
  }

  @Override
  public void close() {
    registry.remove(stillsMissed);
    registry.remove(facesMuted);
    dropped.close();
    tampered.forEach(registry::remove);
  }
}
