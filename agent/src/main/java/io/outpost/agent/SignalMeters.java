package io.outpost.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.camera.Signal;
import java.util.EnumMap;
import java.util.Map;

/** What is counted of a camera's own signals. */
final class SignalMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final Map<Signal, Counter> signals = new EnumMap<>(Signal.class);
  private final Gauge up;
  private volatile boolean listening;

  SignalMeters(MeterRegistry registry, String camera) {
    this.registry = registry;
    for (Signal signal : Signal.values()) {
      signals.put(
          signal,
          Counter.builder("outpost.camera.signals")
              .description("Times that the camera told of something it noticed by itself")
              .tag("camera", camera)
              .tag("reason", signal.label())
              .register(registry));
    }
    up =
        Gauge.builder("outpost.camera.signals.up", this, meters -> meters.listening ? 1 : 0)
            .description("1 while the camera tells what it notices, else 0")
            .tag("camera", camera)
            .register(registry);
  }

  void onSignal(Signal signal) {
    Counter counter = signals.get(signal);
    if (counter != null) {
      counter.increment();
    }
  }

  void onListening(boolean now) {
    listening = now;
  }

  @Override
  public void close() {
    registry.remove(up);
    signals.values().forEach(registry::remove);
  }
}
