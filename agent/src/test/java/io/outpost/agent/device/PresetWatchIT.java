package io.outpost.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.View;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Device;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.testing.onvif.Guard;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a camera looks, from its PTZ service to the lanes. */
class PresetWatchIT {
  private static final String PROFILES =
      answer(
          "http://www.onvif.org/ver10/media/wsdl",
          "GetProfiles",
          "<p:Profiles token=\"fixed\"><tt:Name>a</tt:Name></p:Profiles>"
              + "<p:Profiles token=\"main\"><tt:Name>b</tt:Name>"
              + "<tt:PTZConfiguration token=\"ptz\"><tt:NodeToken>n</tt:NodeToken>"
              + "</tt:PTZConfiguration></p:Profiles>");
  private static final String PRESETS =
      ptz(
          "GetPresets",
          "<p:Preset token=\"1\"><tt:Name>Gate</tt:Name>"
              + "<tt:PTZPosition><tt:PanTilt x=\"0.5\" y=\"-0.25\"/><tt:Zoom x=\"0.1\"/>"
              + "</tt:PTZPosition></p:Preset>"
              + "<p:Preset token=\"2\"><tt:Name>Yard</tt:Name></p:Preset>");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockingQueue<View> views = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private static String ptz(String operation, String content) {
    return answer("http://www.onvif.org/ver20/ptz/wsdl", operation, content);
  }

  private static String answer(String namespace, String operation, String content) {
    return """
    <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:p="%s"
        xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body><p:%sResponse>%s</p:%sResponse></s:Body>
    </s:Envelope>"""
        .formatted(namespace, operation, content, operation);
  }

  private static String status(double pan, String moving) {
    return ptz(
        "GetStatus",
        "<p:PTZStatus><tt:Position><tt:PanTilt x=\""
            + pan
            + "\" y=\"-0.252\"/><tt:Zoom x=\"0.1\"/></tt:Position><tt:MoveStatus><tt:PanTilt>"
            + moving
            + "</tt:PanTilt><tt:Zoom>IDLE</tt:Zoom></tt:MoveStatus></p:PTZStatus>");
  }

  private View next() throws InterruptedException {
    return Objects.requireNonNull(views.poll(30, TimeUnit.SECONDS), "nothing was told");
  }

  @Test
  @SuppressWarnings("try") // it asks while it is open
  void start_cameraIsTurned_tellsEachChangeOnce() throws Exception {
    Temper temper =
        new Temper()
            .guarded(Guard.TOKEN_DIGEST, WatchedDevice.LOGIN)
            .answers("GetProfiles", PROFILES)
            .answers("GetPresets", PRESETS)
            .answers("GetStatus", status(0.501, "IDLE"));
    try (OnvifSimulator camera = OnvifSimulator.start(temper);
        DeviceWatch watch = watch(camera, Optional.of("Gate"))) {
      assertThat(next()).isEqualTo(View.at(Set.of("1", "Gate")));
      assertThat(registry.get("outpost.camera.view.known").gauge().value()).isEqualTo(1);

      temper.answers("GetStatus", status(0.501, "MOVING"));
      assertThat(next()).isEqualTo(View.at(Set.of()));
      temper.answers("GetStatus", status(-0.2, "IDLE"));
      camera.awaitAsked("GetStatus", Collections.frequency(camera.asked(), "GetStatus") + 2);
      temper.answers("GetStatus", status(0.499, "IDLE"));
      assertThat(next()).isEqualTo(View.at(Set.of("1", "Gate")));
      assertThat(views).isEmpty();
    }
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  @SuppressWarnings("try")
  void start_noLaneHasAPreset_doesNotAsk() throws Exception {
    try (OnvifSimulator camera =
            OnvifSimulator.start(new Temper().guarded(Guard.TOKEN_DIGEST, WatchedDevice.LOGIN));
        DeviceWatch watch = watch(camera, Optional.empty())) {
      camera.awaitAsked("GetSystemDateAndTime");
      assertThat(registry.find("outpost.camera.view.known").gauge()).isNull();
      assertThat(camera.asked()).doesNotContain("GetPresets", "GetStatus", "GetProfiles");
    }
  }

  @Test
  @SuppressWarnings("try")
  void start_cameraCannotBeTurned_isTriedAgainWithPauses() throws Exception {
    try (OnvifSimulator camera =
            OnvifSimulator.start(new Temper().guarded(Guard.TOKEN_DIGEST, WatchedDevice.LOGIN));
        DeviceWatch watch = watch(camera, Optional.of("Gate"))) {
      camera.awaitAsked("GetProfiles", 2);
      assertThat(registry.get("outpost.camera.view.known").gauge().value()).isZero();
      assertThat(views).isEmpty();
    }
  }

  private DeviceWatch watch(OnvifSimulator simulated, Optional<String> preset) {
    Device device = new Device(simulated.service(), Optional.empty(), Set.of());
    Polygon all = new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1)));
    Lane lane = new Lane("a", all, Duration.ofSeconds(1), Set.of(ObjectClass.VEHICLE));
    Camera camera =
        new CameraDraft("gate", new Streams(URI.create("rtsp://127.0.0.1/main"), Optional.empty()))
            .device(Optional.of(device))
            .lanes(List.of(lane.under(LaneTerms.NONE.atPreset(preset))))
            .build();
    return new WatchedDevice(timer, registry)
        .watch(camera, new DeviceWatch.Ears(clock -> {}, signal -> {}, () -> {}, views::add));
  }
}
