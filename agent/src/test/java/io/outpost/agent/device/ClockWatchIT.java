package io.outpost.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.ingest.CameraClock;
import io.outpost.agent.onvif.OnvifClient;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.time.SystemTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClockWatchIT {
  private static final Duration BEHIND = Duration.ofHours(-8);

  @Test
  void start_cameraEightHoursBehind_tellsTheOffsetAndShowsIt() throws Exception {
    var registry = new SimpleMeterRegistry();
    var told = new CompletableFuture<CameraClock>();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (OnvifSimulator camera = OnvifSimulator.start(new Temper().clockAhead(BEHIND));
        ClockWatch watch =
            new ClockWatch(
                new DeviceWatch.Subject(
                    "gate",
                    new OnvifClient(timer, SystemTime.INSTANCE)
                        .open(camera.service(), Optional.empty())),
                told::complete,
                timer,
                registry)) {
      watch.start();

      CameraClock clock = told.get(30, TimeUnit.SECONDS);
      assertThat(clock.ahead().minus(BEHIND).abs()).isLessThanOrEqualTo(clock.error());
      double shown = registry.get("outpost.camera.clock.offset.seconds").gauge().value();
      assertThat(shown).isEqualTo(clock.ahead().toMillis() / 1000.0);
    } finally {
      timer.shutdownNow();
    }
    assertThat(registry.find("outpost.camera.clock.offset.seconds").gauge()).isNull();
  }
}
