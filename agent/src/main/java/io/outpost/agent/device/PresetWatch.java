package io.outpost.agent.device;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.analysis.View;
import io.outpost.agent.onvif.OnvifException;
import io.outpost.agent.onvif.PresetPoll;
import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows at which presets a camera stands, and tells when that changes. Thread-safe; no thread waits
 * for the camera.
 */
final class PresetWatch implements PresetPoll.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PresetWatch.class);

  /** For so long a camera that does not answer is taken to look where it did. */
  private static final Duration BELIEVED = Duration.ofSeconds(15);

  private final String camera;
  private final Consumer<View> out;
  private final TimeSource time;
  private final MeterRegistry registry;
  private final Gauge gauge;
  private volatile View told = View.UNKNOWN;
  private long heardNanos;
  private String lastTrouble = "";
  private Optional<PresetPoll> poll = Optional.empty();

  PresetWatch(String camera, Consumer<View> out, TimeSource time, MeterRegistry registry) {
    this.camera = camera;
    this.out = out;
    this.time = time;
    this.registry = registry;
    this.gauge =
        Gauge.builder("outpost.camera.view.known", this, watch -> watch.told.isKnown() ? 1 : 0)
            .description("1 while the camera says where it looks, for lanes with a preset, else 0")
            .tag("camera", camera)
            .register(registry);
  }

  synchronized void start(DeviceWatch.Subject subject, PresetPoll.Terms terms) {
    heardNanos = time.nanos();
    poll = Optional.of(PresetPoll.open(subject.session(), terms, this));
  }

  @Override
  public synchronized void onView(Set<String> presets) {
    heardNanos = time.nanos();
    if (!lastTrouble.isEmpty()) {
      LOG.info("camera says again where it looks camera={}", camera);
      lastTrouble = "";
    }
    tell(View.at(presets));
  }

  @Override
  public synchronized void onTrouble(OnvifException reason) {
    String message = String.valueOf(reason.getMessage());
    if (!message.equals(lastTrouble)) {
      LOG.warn(
          "camera does not say where it looks camera={} message=\"{}\"; its lanes with a preset are"
              + " not watched until it does",
          camera,
          message);
      lastTrouble = message;
    }
    if (time.nanos() - heardNanos >= BELIEVED.toNanos()) {
      tell(View.UNKNOWN);
    }
  }

  private void tell(View now) {
    if (!now.equals(told)) {
      told = now;
      LOG.info("camera looks elsewhere camera={} presets={}", camera, now);
      out.accept(now);
    }
  }

  @Override
  public synchronized void close() {
    poll.ifPresent(PresetPoll::close);
    registry.remove(gauge);
  }
}
