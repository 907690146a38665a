package io.outpost.agent.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.metrics.ReasonCounters;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The accounts of one camera, and what is shown of them. */
final class CameraBuffers {
  private final String camera;
  private final List<BufferAccount> accounts = new CopyOnWriteArrayList<>();
  private final MeterRegistry registry;
  private final ReasonCounters<BufferDrop> dropped;
  private final Gauge held;

  CameraBuffers(String camera, MeterRegistry registry) {
    this.camera = camera;
    this.registry = registry;
    this.dropped =
        new ReasonCounters<>(
            registry,
            BufferDrop.class,
            Counter.builder("outpost.buffer.dropped")
                .description("Coded pictures that were given up to stay within a bound in bytes")
                .tag("camera", camera));
    this.held =
        Gauge.builder("outpost.buffer", this, CameraBuffers::heldBytes)
            .description("Coded pictures kept of the camera, and those that wait to be analysed")
            .baseUnit("bytes")
            .tag("camera", camera)
            .register(registry);
  }

  String camera() {
    return camera;
  }

  void add(BufferAccount account) {
    accounts.add(account);
  }

  /** Whether it was the last one. */
  boolean remove(BufferAccount account) {
    accounts.remove(account);
    return accounts.isEmpty();
  }

  long heldBytes() {
    return accounts.stream().mapToLong(BufferAccount::heldBytes).sum();
  }

  /** Of what holds the most and can give way. */
  long giveWay(BufferDrop reason) {
    List<BufferAccount> largestFirst =
        accounts.stream()
            .sorted(Comparator.comparingLong(BufferAccount::heldBytes).reversed())
            .toList();
    for (BufferAccount account : largestFirst) {
      long given = account.giveWay(reason);
      if (given > 0) {
        return given;
      }
    }
    return 0;
  }

  void dropped(BufferDrop reason, int pictures) {
    dropped.increment(reason, pictures);
  }

  void close() {
    dropped.close();
    registry.remove(held);
  }
}
