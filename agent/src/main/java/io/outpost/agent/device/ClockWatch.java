package io.outpost.agent.device;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.ingest.CameraClock;
import io.outpost.agent.onvif.ClockOffset;
import io.outpost.agent.onvif.DeviceSession;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a camera for its time now and then, shows how far its clock is off, and corrects the capture
 * times of its pictures by it. No thread waits for an answer.
 */
final class ClockWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  /** A crystal drifts by some milliseconds in that time; somebody may set the clock. */
  private static final Duration PERIOD = Duration.ofMinutes(5);

  private final String camera;
  private final DeviceSession session;
  private final Consumer<CameraClock> out;
  private final ScheduledExecutorService timer;
  private final MeterRegistry registry;
  private final Gauge gauge;
  private volatile double offsetSeconds = Double.NaN;
  private volatile boolean silent;
  private volatile boolean closed;
  private volatile @Nullable Future<?> next;

  /**
   * @param timer for short work only
   */
  ClockWatch(
      DeviceWatch.Subject subject,
      Consumer<CameraClock> out,
      ScheduledExecutorService timer,
      MeterRegistry registry) {
    this.timer = timer;
    this.camera = subject.camera();
    this.session = subject.session();
    this.out = out;
    this.registry = registry;
    this.gauge =
        Gauge.builder("outpost.camera.clock.offset.seconds", this, watch -> watch.offsetSeconds)
            .description("How far the camera's clock is ahead of this machine's")
            .tag("camera", camera)
            .register(registry);
  }

  /** Asks now, and again after each period until it is closed. */
  void start() {
    if (closed) {
      return;
    }
    var unused =
        session
            .askClock()
            .whenComplete(
                (clock, failure) -> {
                  take(clock, failure);
                  if (!closed) {
                    next = timer.schedule(this::start, PERIOD.toSeconds(), TimeUnit.SECONDS);
                  }
                });
  }

  private void take(@Nullable ClockOffset clock, @Nullable Throwable failure) {
    if (clock == null) {
      if (!silent) {
        LOG.warn("camera's clock is not known camera={} message=\"{}\"", camera, words(failure));
        silent = true;
      }
      return;
    }
    silent = false;
    offsetSeconds = clock.offset().toMillis() / 1000.0;
    out.accept(new CameraClock(clock.offset(), clock.error()));
  }

  private static String words(@Nullable Throwable failure) {
    Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    return cause == null ? "no answer" : String.valueOf(cause.getMessage());
  }

  @Override
  public void close() {
    closed = true;
    Future<?> waiting = next;
    if (waiting != null) {
      waiting.cancel(false);
    }
    registry.remove(gauge);
  }
}
