package io.outpost.agent.device;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.camera.Signal;
import io.outpost.agent.metrics.ReasonCounters;

/** What is counted of a camera's own signals. */
final class SignalMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final ReasonCounters<Signal> signals;
  private final Gauge up;
  private volatile boolean listening;

  SignalMeters(MeterRegistry registry, String camera) {
    this.registry = registry;
    signals =
        new ReasonCounters<>(
            registry,
            Signal.class,
            Counter.builder("outpost.camera.signals")
                .description("Times that the camera told of something it noticed by itself")
                .tag("camera", camera));
    up =
        Gauge.builder("outpost.camera.signals.up", this, meters -> meters.listening ? 1 : 0)
            .description("1 while the camera tells what it notices, else 0")
            .tag("camera", camera)
            .register(registry);
  }

  void onSignal(Signal signal) {
    signals.increment(signal);
  }

  void onListening(boolean now) {
    listening = now;
  }

  @Override
  public void close() {
    registry.remove(up);
    signals.close();
  }
}
