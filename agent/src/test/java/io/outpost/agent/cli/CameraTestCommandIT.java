package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.testing.Certificates;
import io.outpost.agent.testing.LoopbackCamera;
import io.outpost.agent.testing.ScriptedServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outpost camera test} against gst-rtsp-server, and against what is no camera. */
class CameraTestCommandIT {
  private static final Credentials LOGIN = new Credentials("admin", new Secret("c@nary-7"));

  @TempDir Path config;

  @Test
  void test_registeredCamera_saysWhatComes() throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.asking("digest", LOGIN, "/main=" + LoopbackCamera.H264)) {
      String url = "rtsp://127.0.0.1:" + camera.port() + "/main";
      new CommandRun(config)
          .withInput("c@nary-7\n")
          .of("camera", "add", "gate", "--main", url, "--user", "admin", "--password-stdin");

      CommandRun.Result text = run("camera", "test", "gate", "--seconds", "3");
      JsonNode json =
          new ObjectMapper()
              .readTree(run("camera", "test", "gate", "--seconds", "3", "--json").out());

      assertThat(text.code()).as(text.err()).isZero();
      assertThat(text.out())
          .startsWith("main: " + url + "\n  H.264, 320x240, ")
          .contains("pictures/s", "bit/s", "a key picture every 25", "over TCP", "0 packets lost")
          .doesNotContain("nary");
      assertThat(json.at("/0/ok").asBoolean()).isTrue();
      assertThat(json.at("/0/width").asInt()).isEqualTo(320);
      assertThat(json.at("/0/framesPerSecond").asDouble()).isBetween(20.0, 30.0);
    }
  }

  @Test
  void test_wrongPassword_saysWhatToDo() throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.asking("digest", LOGIN, "/main=" + LoopbackCamera.H264)) {
      CommandRun.Result result =
          run("camera", "test", "rtsp://admin:canary-wrong@127.0.0.1:" + camera.port() + "/main");

      assertFailure(result, "wrong user or password");
      assertThat(result.err()).doesNotContain("canary");
    }
  }

  @Test
  void test_unknownCertificate_printsItsFingerprintAndWhatToWrite(@TempDir Path folder)
      throws Exception {
    Certificates certificate = Certificates.selfSigned(folder, "127.0.0.1");
    try (LoopbackCamera camera =
        LoopbackCamera.withOptions(
            List.of("--pem=" + certificate.pem()), "/main=" + LoopbackCamera.H264)) {
      String url = "rtsps://127.0.0.1:" + camera.port() + "/main";
      run("camera", "add", "gate", "--main", url);
      String trust = "outpost camera edit gate --certificate " + certificate.pin();

      CommandRun.Result unknown = run("camera", "test", "gate", "--seconds", "1");
      JsonNode json = new ObjectMapper().readTree(run("camera", "test", "gate", "--json").out());

      assertThat(unknown.code()).isEqualTo(3);
      assertThat(unknown.err()).endsWith("trust it: " + trust + "\n");
      assertThat(json.at("/0/reason").asText()).isEqualTo("tls-failed");
      assertThat(json.at("/0/certificate").asText()).isEqualTo(certificate.pin().toString());

      run(trust.substring("outpost ".length()).split(" "));

      CommandRun.Result trusted = run("camera", "test", "gate", "--seconds", "1");
      assertThat(trusted.code()).as(trusted.err()).isZero();
    }
  }

  @Test
  void test_transportOption_isUsedAndSaysWhyWhereItIsNot() throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.withOptions(List.of("--protocols=tcp"), "/main=" + LoopbackCamera.H264)) {
      String url = "rtsp://127.0.0.1:" + camera.port() + "/main";

      CommandRun.Result result = run("camera", "test", url, "--transport", "udp", "--seconds", "1");

      assertThat(result.out()).contains("over TCP (the camera refused UDP)");
    }
  }

  @Test
  void test_streamWithoutVideo_saysSo() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/audio=" + LoopbackCamera.AUDIO_ONLY)) {
      assertFailure(
          run("camera", "test", "rtsp://127.0.0.1:" + camera.port() + "/audio"), "with video");
    }
  }

  @Test
  void test_refusedPort_saysWhatToDo() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    assertFailure(run("camera", "test", "rtsp://127.0.0.1:" + port + "/main"), "refused");
  }

  @Test
  void test_portThatIsNotRtsp_saysWhatToDo() throws Exception {
    try (ScriptedServer ssh = ScriptedServer.greeting("SSH-2.0-OpenSSH_9.2\r\n")) {
      assertFailure(run("camera", "test", "rtsp://127.0.0.1:" + ssh.port() + "/main"), "RTSP port");
    }
  }

  @Test
  void test_failureAsJson_namesTheReason() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    CommandRun.Result result =
        run("camera", "test", "--json", "rtsp://127.0.0.1:" + port + "/main");

    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(result.code()).isEqualTo(3);
    assertThat(json.at("/0/ok").asBoolean(true)).isFalse();
    assertThat(json.at("/0/reason").asText()).isEqualTo("connection-refused");
  }

  private static void assertFailure(CommandRun.Result result, String words) {
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("outpost: stream: ").contains(words);
    assertThat(result.err().lines().filter(line -> line.startsWith("outpost: stream: ")))
        .hasSize(1);
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }
}
