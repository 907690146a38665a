package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.demo.device.SimulatedProfile;
import io.outpost.agent.testing.LoopbackCamera;
import io.outpost.agent.testing.onvif.Guard;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code camera doctor} and {@code camera add --address}: ONVIF simulated, streams real. */
class CameraDoctorCommandIT {
  private static final Credentials LOGIN = new Credentials("admin", new Secret("c@nary-7"));

  @TempDir Path config;

  @Test
  void doctor_cameraWithFaults_saysWhatToChange() throws Exception {
    try (LoopbackCamera streams = open();
        OnvifSimulator camera =
            OnvifSimulator.start(
                temper(streams)
                    .clockAhead(Duration.ofHours(-8))
                    .guarded(Guard.TOKEN_DIGEST, LOGIN))) {
      CommandRun.Result result = doctor(address(camera), "--user", "admin", "--password-stdin");

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out())
          .contains(
              "onvif: " + camera.service(),
              "Outpost Simulated 4",
              "password: proved by WS-UsernameToken digest",
              "main: rtsp://127.0.0.1:" + streams.port() + "/main",
              "H.264, 320x240",
              "sub: rtsp://",
              "- the camera's clock is 8 hours behind: set an NTP server in the camera")
          .doesNotContain("nary");
    }
  }

  @Test
  void doctor_cameraWithFaultsInChinese_saysWhatToChange() throws Exception {
    try (LoopbackCamera streams = open();
        OnvifSimulator camera =
            OnvifSimulator.start(
                temper(streams)
                    .clockAhead(Duration.ofHours(-8))
                    .guarded(Guard.TOKEN_DIGEST, LOGIN))) {
      CommandRun.Result result =
          new CommandRun(config)
              .withVariable("LANG", "zh_CN.UTF-8")
              .withInput("c@nary-7\n")
              .of("camera", "doctor", address(camera), "--user", "admin", "--password-stdin");

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out())
          .contains(
              "密码认证方式: WS-UsernameToken digest",
              "主码流: rtsp://127.0.0.1:" + streams.port() + "/main",
              "H.264，320x240",
              "子码流: rtsp://",
              "结论:",
              "- 摄像机时钟慢 8 小时: 请在摄像机中设置 NTP 校时");
    }
  }

  @Test
  void doctor_asJson_holdsWhatWasMeasured() throws Exception {
    try (LoopbackCamera streams = open();
        OnvifSimulator camera =
            OnvifSimulator.start(temper(streams).guarded(Guard.TOKEN_DIGEST, LOGIN))) {
      JsonNode json =
          new ObjectMapper()
              .readTree(
                  doctor(address(camera), "--user", "admin", "--password-stdin", "--json").out());

      assertThat(json.path("usable").asBoolean()).isTrue();
      assertThat(json.at("/onvif/model").asText()).isEqualTo("Simulated 4");
      assertThat(json.at("/streams/0/groupOfPictures").asInt()).isEqualTo(25);
      assertThat(json.at("/streams/0/declared/width").asInt()).isEqualTo(2560);
    }
  }

  @Test
  void doctor_wrongPassword_saysSoAndIsNotLockedOut() throws Exception {
    try (LoopbackCamera streams = open();
        OnvifSimulator camera =
            OnvifSimulator.start(temper(streams).guarded(Guard.TOKEN_DIGEST, LOGIN))) {
      CommandRun.Result result =
          new CommandRun(config)
              .withInput("canary-wrong\n")
              .of("camera", "doctor", address(camera), "--user", "admin", "--password-stdin");

      assertThat(result.code()).isEqualTo(3);
      assertThat(result.out()).contains("refuses user 'admin' or the password");
      assertThat(camera.refusedLogins()).isLessThanOrEqualTo(4);
      assertThat(result.out() + result.err()).doesNotContain("canary");
    }
  }

  @Test
  void doctor_nothingThere_saysSo() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    CommandRun.Result result = doctor("http://127.0.0.1:" + port + "/onvif/device_service");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains("verdict:");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void doctor_cameraThatTakesConnectionsAndNeverAnswers_doesNotHang() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      Files.createDirectories(config.resolve("cameras.d"));
      Files.writeString(
          config.resolve("cameras.d/stuck.yaml"),
          """
          id: stuck
          streams: {main: "rtsp://127.0.0.1:%1$d/main", sub: "rtsp://127.0.0.1:%1$d/sub"}
          onvif: {service: "http://127.0.0.1:%1$d/onvif/device_service"}
          """
              .formatted(silent.getLocalPort()));

      CommandRun.Result result = doctor("stuck");

      assertThat(result.code()).isEqualTo(3);
      assertThat(result.out()).contains("no answer within", "/main: nothing comes", "verdict:");
    }
  }

  @Test
  void doctor_write_makesAFileThatIsTaken() throws Exception {
    try (LoopbackCamera streams = open();
        OnvifSimulator camera = OnvifSimulator.start(temper(streams))) {
      Path file = config.resolve("cameras.d/gate.yaml");

      CommandRun.Result result = doctor(address(camera), "--write", file.toString());

      assertThat(result.out()).endsWith("wrote " + file + "\n");
      Camera written = new CameraStore(config.resolve("cameras.d")).find("gate").orElseThrow();
      assertThat(written.streams().main().getPath()).isEqualTo("/main");
      assertThat(written.streams().sub().orElseThrow().getPath()).isEqualTo("/sub");
      assertThat(written.device().orElseThrow().service()).isEqualTo(camera.service());
    }
  }

  @Test
  void add_byAddress_takesStreamsAndNameFromTheCamera() throws Exception {
    try (LoopbackCamera streams = open();
        OnvifSimulator camera =
            OnvifSimulator.start(temper(streams).guarded(Guard.TOKEN_DIGEST, LOGIN))) {
      CommandRun.Result result =
          new CommandRun(config)
              .withInput("c@nary-7\n")
              .of(
                  "camera",
                  "add",
                  "gate",
                  "--address",
                  address(camera),
                  "--user",
                  "admin",
                  "--password-stdin",
                  "--kind",
                  "highway");

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out()).isEqualTo("added camera gate\n");
      Camera added = new CameraStore(config.resolve("cameras.d")).find("gate").orElseThrow();
      assertThat(added.name()).isEqualTo("Gate North");
      assertThat(added.streams().main().getPath()).isEqualTo("/main");
      assertThat(CredentialStore.open(config.resolve("credentials.yaml")).find("gate"))
          .contains(LOGIN);
    }
  }

  @Test
  void add_sheetWithAddresses_asksEachCamera() throws Exception {
    try (LoopbackCamera streams = open();
        OnvifSimulator camera =
            OnvifSimulator.start(temper(streams).guarded(Guard.TOKEN_DIGEST, LOGIN))) {
      Path sheet = config.resolve("station.csv");
      Files.writeString(
          sheet,
          "id,address,user,password\ngate,%s,admin,c@nary-7\nlost,127.0.0.1:1,,\n"
              .formatted(address(camera)));

      CommandRun.Result result =
          new CommandRun(config).of("camera", "add", "--from", sheet.toString());

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out())
          .contains("gate  added", "lost  refused: ", "outpost camera doctor 127.0.0.1:1");
      assertThat(new CommandRun(config).of("camera", "add", "--from", sheet.toString()).out())
          .contains("gate  registered already");
    }
  }

  private static LoopbackCamera open() throws Exception {
    return LoopbackCamera.open("/main=" + LoopbackCamera.H264, "/sub=" + LoopbackCamera.H264);
  }

  private static Temper temper(LoopbackCamera streams) {
    return new Temper()
        .rtspPort(streams.port())
        .profiles(
            SimulatedProfile.of("main", "H264", 2560, 1440),
            SimulatedProfile.of("sub", "H264", 640, 360));
  }

  private static String address(OnvifSimulator camera) {
    return "127.0.0.1:" + camera.port();
  }

  private CommandRun.Result doctor(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "camera";
    all[1] = "doctor";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return new CommandRun(config).withInput("c@nary-7\n").of(all);
  }
}
