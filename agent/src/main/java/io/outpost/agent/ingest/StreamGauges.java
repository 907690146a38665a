package io.outpost.agent.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gauges of each camera that has a source, however its sources come and go: when a camera's
 * file is edited, the new source is there before the old one has said goodbye. Thread-safe.
 */
final class StreamGauges {
  private final MeterRegistry registry;
  private final Map<String, Entry> entries = new HashMap<>();

  private record Entry(Values values, Gauge up, Gauge jitter) {}

  /** What a camera's gauges show. */
  static final class Values {
    /** How many sources of this camera stream. */
    final AtomicInteger streaming = new AtomicInteger();

    private int sources;
    private volatile double jitterSeconds;

    void setJitter(double seconds) {
      jitterSeconds = seconds;
    }

    private double up() {
      return Math.min(1, streaming.get());
    }

    private double jitter() {
      return streaming.get() == 0 ? Double.NaN : jitterSeconds;
    }
  }

  StreamGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** To be given back by {@link #close}. */
  synchronized Values open(String camera) {
    Values values = entries.computeIfAbsent(camera, this::register).values();
    values.sources++;
    return values;
  }

  private Entry register(String camera) {
    Values values = new Values();
    Gauge up =
        Gauge.builder("outpost.stream.up", values, Values::up)
            .description("1 while pictures arrive from the camera, else 0")
            .tag("camera", camera)
            .register(registry);
    Gauge jitter =
        Gauge.builder("outpost.rtp.jitter", values, Values::jitter)
            .description("interarrival jitter of the RTP packets (RFC 3550 6.4.1)")
            .baseUnit("seconds")
            .tag("camera", camera)
            .register(registry);
    return new Entry(values, up, jitter);
  }

  synchronized void close(String camera) {
    Entry entry = entries.get(camera);
    if (entry == null) {
      throw new IllegalStateException("camera " + camera + " has no source");
    }
    entry.values().sources--;
    if (entry.values().sources == 0) {
      entries.remove(camera);
      registry.remove(entry.up());
      registry.remove(entry.jitter());
    }
  }
}
