package io.outpost.agent;

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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is shown of one camera's gate. */
final class GateMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final Map<Verdict, Counter> glances = new EnumMap<>(Verdict.class);
  private final Map<WakeReason, Counter> wakes = new EnumMap<>(WakeReason.class);
  private final List<Meter> meters = new ArrayList<>();

  GateMeters(MeterRegistry registry, String camera, ActivityGate gate) {
    this.registry = registry;
    for (Verdict verdict : Verdict.values()) {
      Counter counter =
          Counter.builder("outpost.gate.glances")
              .description("Pictures that were compared with the scene, by what came of it")
              .tag("camera", camera)
              .tag("reason", verdict.label())
              .register(registry);
      glances.put(verdict, counter);
      meters.add(counter);
    }
    for (WakeReason reason : WakeReason.values()) {
      Counter counter =
          Counter.builder("outpost.gate.wakes")
              .description("Times that a camera came to be looked at closely, by what woke it")
              .tag("camera", camera)
              .tag("reason", reason.label())
              .register(registry);
      wakes.put(reason, counter);
      meters.add(counter);
    }
    meters.add(
        Gauge.builder("outpost.gate.awake", gate, one -> one.awake() ? 1 : 0)
            .description("1 while the camera is looked at closely, 0 while it is glanced at")
            .tag("camera", camera)
            .register(registry));
    for (Why why : Why.values()) {
      meters.add(
          Gauge.builder("outpost.gate.mode", gate, one -> value(one.mode(), why))
              .description(
                  "How a quiet camera is watched: 1 eco, 2 strict, 3 always; by the reason")
              .tag("camera", camera)
              .tag("reason", why.label())
              .register(registry));
    }
  }

  private static int value(GateMode mode, Why why) {
    return mode.why() == why ? mode.watch().level() : 0;
  }

  void glanced(List<Glance> seen) {
    for (Glance glance : seen) {
      Counter counter = glances.get(glance.verdict());
      if (counter != null) {
        counter.increment();
      }
    }
  }

  void woke(WakeReason reason) {
    Counter counter = wakes.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void close() {
    meters.forEach(registry::remove);
  }
}
