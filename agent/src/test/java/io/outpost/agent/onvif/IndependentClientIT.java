package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.demo.device.DeviceIdentity;
import io.outpost.agent.demo.device.OnvifCamera;
import io.outpost.agent.demo.device.SimulatedEvent;
import io.outpost.agent.demo.device.SimulatedEvent.Topic;
import io.outpost.agent.demo.device.SimulatedProfile;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.testing.onvif.Guard;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulated camera before a client that is not ours, npm's {@code onvif}: what our tests hold
 * our client against is no mirror of it.
 */
class IndependentClientIT {
  private static final Credentials LOGIN = new Credentials("station", new Secret("right-7"));

  @TempDir static Path folder;

  @BeforeAll
  static void fetch() throws Exception {
    Path npm = Requires.command("npm", "npm");
    Path source = Requires.repository().resolve("agent/src/test/npm");
    for (String name : List.of("package.json", "package-lock.json", "client.js")) {
      Files.copy(source.resolve(name), folder.resolve(name));
    }
    Path log = folder.resolve("npm.log");
    int code =
        new ProcessBuilder(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    Requires.available(code == 0, "a network to fetch npm's onvif by (" + log + ")", "npm");
  }

  private static List<String> client(URI service) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Requires.command("node", "nodejs").toString(),
                "client.js",
                "127.0.0.1",
                Integer.toString(service.getPort()),
                service.getPath(),
                LOGIN.user(),
                LOGIN.password().reveal())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  private static void isUnderstood(Temper temper) throws Exception {
    try (OnvifSimulator camera =
        OnvifSimulator.start(temper.rtspPort(8554).guarded(Guard.TOKEN_DIGEST, LOGIN))) {
      camera.fire(new SimulatedEvent(Topic.MOTION, "lens_1", true));

      assertThat(client(camera.service()))
          .containsExactly(
              "STREAM main rtsp://127.0.0.1:8554/main",
              "STREAM sub rtsp://127.0.0.1:8554/sub",
              "EVENT tns1:VideoSource/MotionAlarm State=true");
      assertThat(camera.refusedLogins()).isZero();
      assertThat(camera.subscriptions()).isZero();
    }
  }

  @Test
  void media_ofTheSimulatedCamera_isUnderstood() throws Exception {
    isUnderstood(new Temper());
  }

  @Test
  void practiceCamera_isUnderstood() throws Exception {
    try (OnvifCamera camera =
        OnvifCamera.open(
            new OnvifCamera.Setting(
                new DeviceIdentity("Outpost", "Drawn-1", Optional.empty(), "Test", "urn:uuid:2"),
                SimulatedProfile.of("main", "H264", 960, 540),
                InetAddress.getLoopbackAddress(),
                "rtsp://127.0.0.1:8554/demo",
                new byte[0],
                LOGIN,
                SystemTime.INSTANCE))) {
      camera.motion(true);

      assertThat(client(URI.create("http://" + camera.authority() + "/onvif/device_service")))
          .containsExactly(
              "STREAM main rtsp://127.0.0.1:8554/demo",
              "EVENT tns1:VideoSource/MotionAlarm State=true");
    }
  }

  @Test
  void media2_ofTheSimulatedCamera_isUnderstood() throws Exception {
    isUnderstood(new Temper().withMedia2());
  }

  @Test
  void getServices_missing_isUnderstood() throws Exception {
    isUnderstood(new Temper().without("GetServices"));
  }
}
