package io.outpost.agent.line;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.gate.GateMode;
import io.outpost.agent.gate.GateMode.Why;
import io.outpost.agent.gate.Glance;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.WakeReason;
import io.outpost.agent.metrics.ReasonCounters;
import java.util.ArrayList;
import java.util.List;

/** What is shown of one camera's gate. */
final class GateMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final ReasonCounters<Verdict> glances;
  private final ReasonCounters<WakeReason> wakes;
  private final List<Meter> gauges = new ArrayList<>();

  GateMeters(MeterRegistry registry, String camera, ActivityGate gate) {
    this.registry = registry;
    glances =
        new ReasonCounters<>(
            registry,
            Verdict.class,
            Counter.builder("outpost.gate.glances")
                .description("Pictures that were compared with the scene, by what came of it")
                .tag("camera", camera));
    wakes =
        new ReasonCounters<>(
            registry,
            WakeReason.class,
            Counter.builder("outpost.gate.wakes")
                .description("Times that a camera came to be looked at closely, by what woke it")
                .tag("camera", camera));
    gauges.add(
        Gauge.builder("outpost.gate.awake", gate, one -> one.awake() ? 1 : 0)
            .description("1 while the camera is looked at closely, 0 while it is glanced at")
            .tag("camera", camera)
            .register(registry));
    for (Why why : Why.values()) {
      gauges.add(
          Gauge.builder("outpost.gate.mode", gate, one -> value(one.mode(), why))
              .description(
                  "How a quiet camera is watched: 1 eco, 2 strict, 3 always; by the reason")
              .tag("camera", camera)
              .tag("reason", ReasonCounters.label(why))
              .register(registry));
    }
  }

  private static int value(GateMode mode, Why why) {
    return mode.why() == why ? mode.watch().level() : 0;
  }

  void glanced(List<Glance> seen) {
    seen.forEach(glance -> glances.increment(glance.verdict()));
  }

  void woke(WakeReason reason) {
    wakes.increment(reason);
  }

  @Override
  public void close() {
    glances.close();
    wakes.close();
    gauges.forEach(registry::remove);
  }
}
