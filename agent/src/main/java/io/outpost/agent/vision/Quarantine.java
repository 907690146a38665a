package io.outpost.agent.vision;

import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams that killed a worker twice in a row. They are left alone for a while, so that they do not
 * take the worker away from the others for ever.
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

  void add(Suspect suspect) {
    sinceNanos.put(suspect.key(), time.nanos());
    metrics.quarantined(suspect.camera());
    LOG.error(
        "stream quarantined camera={} part={} reason=killed_worker_twice minutes={}",
        suspect.camera(),
        suspect.part(),
        LENGTH.toMinutes());
  }

  /** Why nothing of this is decoded; empty when it is. */
  Optional<String> reason(Suspect suspect) {
    Long since = sinceNanos.get(suspect.key());
    if (since == null) {
      return Optional.empty();
    }
    Duration left = LENGTH.minusNanos(time.nanos() - since);
    if (left.isNegative() || left.isZero()) {
      sinceNanos.remove(suspect.key(), since);
      LOG.info(
          "stream released from quarantine camera={} part={}", suspect.camera(), suspect.part());
      return Optional.empty();
    }
    return Optional.of(
        "camera "
            + suspect.camera()
            + switch (suspect.part()) {
              case ANALYSED -> ": its stream killed";
              case STILLS -> ": its main stream, pulled for stills, killed";
            }
            + " the vision worker twice in a row; left alone for another "
            + Math.max(1, left.toMinutes())
            + " min; check what the camera sends, or update its firmware");
  }
}
