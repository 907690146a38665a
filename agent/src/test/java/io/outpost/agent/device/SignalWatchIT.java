package io.outpost.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.Observation.Signalled;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Device;
import io.outpost.agent.camera.Signal;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.demo.device.SimulatedEvent;
import io.outpost.agent.demo.device.SimulatedEvent.Topic;
import io.outpost.agent.testing.onvif.Guard;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.time.CaptureTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a camera notices, from its event service to observations. */
class SignalWatchIT {
  private final AtomicInteger noticed = new AtomicInteger();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockingQueue<Signalled> told = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  @SuppressWarnings("try") // it listens while it is open
  void start_cameraThatNotices_makesObservationsOfWhatIsWanted() throws Exception {
    try (OnvifSimulator camera =
        OnvifSimulator.start(
            new Temper()
                .guarded(Guard.TOKEN_DIGEST, WatchedDevice.LOGIN)
                .clockAhead(Duration.ofHours(1)))) {
      camera.fire(new SimulatedEvent(Topic.CELL_MOTION, "lens", true));
      camera.fire(new SimulatedEvent(Topic.TAMPER, "lens", true));
      try (DeviceWatch watch = watch(camera, Set.of(Signal.TAMPER))) {
        Signalled began = next();
        camera.fire(new SimulatedEvent(Topic.TAMPER, "lens", false));
        Signalled ended = next();

        assertThat(began.signal()).isEqualTo(Signal.TAMPER);
        assertThat(began.source()).isEqualTo("lens");
        assertThat(began.phase()).isEqualTo(Phase.BEGAN);
        assertThat(ended.phase()).isEqualTo(Phase.ENDED);
        assertThat(began.captureTime().source()).isEqualTo(CaptureTime.Source.ONVIF_OFFSET);
        assertThat(Duration.between(began.captureTime().instant(), Instant.now()).abs())
            .isLessThan(Duration.ofMinutes(1));
        assertThat(told).isEmpty();
        assertThat(count("motion")).isEqualTo(1);
        assertThat(noticed).as("motion and tampering, not that they ended").hasValue(2);
        assertThat(registry.get("outpost.camera.signals.up").gauge().value()).isEqualTo(1);
      }
      assertThat(registry.getMeters()).isEmpty();
    }
  }

  private Signalled next() throws InterruptedException {
    return Objects.requireNonNull(told.poll(30, TimeUnit.SECONDS), "nothing was told");
  }

  private double count(String reason) {
    return registry.get("outpost.camera.signals").tag("reason", reason).counter().count();
  }

  private DeviceWatch watch(OnvifSimulator simulated, Set<Signal> wanted) {
    Device device = new Device(simulated.service(), Optional.empty(), wanted);
    Camera camera =
        new CameraDraft("gate", new Streams(URI.create("rtsp://127.0.0.1/main"), Optional.empty()))
            .device(Optional.of(device))
            .build();
    return new WatchedDevice(timer, registry)
        .watch(
            camera,
            new DeviceWatch.Ears(clock -> {}, told::add, noticed::incrementAndGet, view -> {}));
  }
}
