package io.outpost.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What is counted of one camera between its stream and the rules. */
final class LineMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
  private final Counter stillsMissed;

  LineMeters(MeterRegistry registry, String camera) {
    this.registry = registry;
    for (DropReason reason : DropReason.values()) {
      dropped.put(
          reason,
          Counter.builder("outpost.access.units.dropped")
              .description("Access units that were not analysed")
              .tag("camera", camera)
              .tag("reason", reason.label())
              .register(registry));
    }
    stillsMissed =
        Counter.builder("outpost.stills.missed")
            .description("Stills that the worker could not give; their events went without")
            .tag("camera", camera)
            .register(registry);
  }

  void dropped(DropReason reason, int units) {
    Counter counter = dropped.get(reason);
    if (counter != null) {
      counter.increment(units);
    }
  }

  void stillsMissed(long stills) {
    stillsMissed.increment((double) stills);
  }

  @Override
  public void close() {
    registry.remove(stillsMissed);
    dropped.values().forEach(registry::remove);
  }
}
