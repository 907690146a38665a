package io.outpost.agent.restream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Who views, counted: by camera for the limits, and for metrics. Thread-safe. */
final class Viewers {
  private final MeterRegistry registry;
  private final RestreamLimits limits;
  private final Map<String, AtomicInteger> byCamera = new HashMap<>();
  private int all;

  Viewers(MeterRegistry registry, RestreamLimits limits) {
    this.registry = registry;
    this.limits = limits;
  }

  /** Takes a place, if there is one; to be given back by {@link #leave}. */
  synchronized boolean join(String camera) {
    if (full(camera)) {
      return false;
    }
    all++;
    byCamera.computeIfAbsent(camera, this::gauge).incrementAndGet();
    return true;
  }

  synchronized boolean full(String camera) {
    AtomicInteger here = byCamera.get(camera);
    return all >= limits.viewers() || (here != null && here.get() >= limits.viewersPerCamera());
  }

  synchronized void leave(String camera) {
    AtomicInteger here = byCamera.get(camera);
    if (here == null || here.get() == 0) {
      throw new IllegalStateException("nobody views camera " + camera);
    }
    here.decrementAndGet();
    all--;
  }

  private AtomicInteger gauge(String camera) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder("outpost.restream.viewers", count, AtomicInteger::get)
        .description("who view the camera now")
        .tag("camera", camera)
        .register(registry);
    return count;
  }

  /** Counts the bytes of packets sent to a camera's viewers, headers included. */
  Counter sentBytes(String camera) {
    return Counter.builder("outpost.restream.sent.bytes")
        .description("RTP and RTCP bytes sent to viewers, headers included")
        .tag("camera", camera)
        .register(registry);
  }

  void cut(String camera, EndReason reason) {
    Counter.builder("outpost.restream.viewers.cut")
        .description("viewers that were let go without asking for it, by reason")
        .tag("camera", camera)
        .tag("reason", reason.label())
        .register(registry)
        .increment();
  }

  void refused(Refusal reason) {
    Counter.builder("outpost.restream.refusals")
        .description("requests and connections that were not let in, by reason")
        .tag("reason", reason.label())
        .register(registry)
        .increment();
  }
}
