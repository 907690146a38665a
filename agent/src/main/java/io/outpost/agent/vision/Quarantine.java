package io.outpost.agent.vision;

import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cameras whose stream killed a worker twice in a row. They are left alone for a while, so that
 * they do not take the worker away from the others for ever.
 */
final class Quarantine {
  static final Duration LENGTH = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final TimeSource time;
  private final VisionMetrics metrics;
  private final Map<String, Long> sinceNanos = new ConcurrentHashMap<>();

  Quarantine(TimeSource time, VisionMetrics metrics) {
    this.time = time;
    this.metrics = metrics;
  }

  void add(String camera) {
    sinceNanos.put(camera, time.nanos());
    metrics.quarantined(camera);
    LOG.error(
        "stream quarantined camera={} reason=killed_worker_twice minutes={}",
        camera,
        LENGTH.toMinutes());
  }

  /** Why nothing of this camera is analysed; empty when it is. */
  Optional<String> reason(String camera) {
    Long since = sinceNanos.get(camera);
    if (since == null) {
      return Optional.empty();
    }
    Duration left = LENGTH.minusNanos(time.nanos() - since);
    if (left.isNegative() || left.isZero()) {
      sinceNanos.remove(camera, since);
      LOG.info("stream released from quarantine camera={}", camera);
      return Optional.empty();
    }
    return Optional.of(
        "camera "
            + camera
            + ": its stream killed the vision worker twice in a row; not analysed for another "
            + Math.max(1, left.toMinutes())
            + " min; check what the camera sends, or update its firmware");
  }
}
