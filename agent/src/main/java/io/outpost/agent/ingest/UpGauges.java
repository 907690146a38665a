package io.outpost.agent.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One {@code outpost.stream.up} for each camera that has a source, however its sources come and go:
 * when a camera's file is edited, the new source is there before the old one has said goodbye.
 * Thread-safe.
 */
final class UpGauges {
  private final MeterRegistry registry;
  private final Map<String, Entry> entries = new HashMap<>();

  private static final class Entry {
    final AtomicInteger streaming = new AtomicInteger();
    final Gauge gauge;
    int sources;

    Entry(String camera, MeterRegistry registry) {
      gauge =
          Gauge.builder("outpost.stream.up", streaming, count -> Math.min(1, count.get()))
              .description("1 while pictures arrive from the camera, else 0")
              .tag("camera", camera)
              .register(registry);
    }
  }

  UpGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** How many sources of this camera stream; to be given back by {@link #close}. */
  synchronized AtomicInteger open(String camera) {
    Entry entry = entries.computeIfAbsent(camera, id -> new Entry(id, registry));
    entry.sources++;
    return entry.streaming;
  }

  synchronized void close(String camera) {
    Entry entry = entries.get(camera);
    if (entry == null) {
      throw new IllegalStateException("camera " + camera + " has no source");
    }
    entry.sources--;
    if (entry.sources == 0) {
      entries.remove(camera);
      registry.remove(entry.gauge);
    }
  }
}
