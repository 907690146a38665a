package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.agent.testing.LoopbackCamera;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.testing.ScriptedServer;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against gst-rtsp-server, and against servers that are none. */
class IngestIT {
  private static final Credentials LOGIN = new Credentials("admin", new Secret("c@nary-7"));

  /** As the default, but impatient. */
  private static final IngestSettings SETTINGS =
      new IngestSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofMillis(500),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          32,
          8);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Network network = new Network(SystemTime.INSTANCE, metrics);
  private final Ingest ingest = network.ingest(SETTINGS);

  @AfterEach
  void close() {
    ingest.close();
    network.close();
  }

  private static URI uri(int port, String path) {
    return URI.create("rtsp://127.0.0.1:" + port + path);
  }

  private RecordedStream pull(URI uri, Optional<Credentials> credentials) {
    RecordedStream recorded = new RecordedStream();
    ingest.open(StreamSettings.of("yard", uri, credentials), recorded);
    return recorded;
  }

  private StreamFailure failure(URI uri, Optional<Credentials> credentials) throws Exception {
    StreamFailure failure = pull(uri, credentials).awaitFailure().failure().orElseThrow();
    assertThat(failure.message())
        .doesNotContain("\n", "c@nary", "wr0ng")
        .endsWith(failure.reason().advice());
    return failure;
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "digest", "both"})
  void pull_gstreamerAskingForAuthentication_givesPicturesWithCaptureTime(String mode)
      throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.asking(mode, LOGIN, "/main=" + LoopbackCamera.H264)) {
      RecordedStream recorded = pull(uri(camera.port(), "/main"), Optional.of(LOGIN));

      List<AccessUnit> units = recorded.awaitUnits(40);

      assertThat(units.get(0).codec()).isEqualTo(VideoCodec.H264);
      assertThat(units).anySatisfy(unit -> assertThat(unit.key()).isTrue());
      AccessUnit reported =
          recorded.awaitUnit(unit -> unit.captureTime().source() == CaptureTime.Source.RTCP_SR);
      CaptureTime captured = reported.captureTime();
      assertThat(captured.errorBound()).isLessThan(Duration.ofSeconds(3));
      assertThat(Duration.between(captured.instant(), SystemTime.INSTANCE.now()).abs())
          .isLessThan(Duration.ofMinutes(1));
      StreamDetails details =
          recorded
              .awaitState(status -> status.state() == StreamState.STREAMING)
              .details()
              .orElseThrow();
      assertThat(details.width()).isEqualTo(320);
      assertThat(details.height()).isEqualTo(240);
    }
  }

  @Test
  void pull_serverKilledAndRestarted_picturesFlowAgain() throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.asking("digest", LOGIN, "/main=" + LoopbackCamera.H264)) {
      RecordedStream recorded = pull(uri(camera.port(), "/main"), Optional.of(LOGIN));
      recorded.awaitUnits(10);

      camera.kill();
      StreamStatus down = recorded.awaitFailure();
      int before = recorded.units().size();
      camera.restart();

      List<AccessUnit> units = recorded.awaitUnits(before + 10);
      assertThat(down.failure().orElseThrow().reason()).isEqualTo(Reason.CONNECTION_LOST);
      assertThat(units.get(before).mediaMicros()).isZero();
      assertThat(units.get(before).key()).isTrue();
      assertThat(
              metrics
                  .get("outpost.stream.failures")
                  .tag("camera", "yard")
                  .tag("reason", "connection-lost")
                  .counter()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void pull_serverStopped_isStalledAndComesBack() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/main=" + LoopbackCamera.H264)) {
      RecordedStream recorded = pull(uri(camera.port(), "/main"), Optional.empty());
      recorded.awaitUnits(10);

      camera.signal("STOP");
      StreamStatus down = recorded.awaitFailure();
      int before = recorded.units().size();
      camera.signal("CONT");

      recorded.awaitUnits(before + 10);
      assertThat(down.failure().orElseThrow().reason()).isEqualTo(Reason.STALLED);
    }
  }

  @Test
  void pull_wrongPassword_isCredentialsRefused() throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.asking("digest", LOGIN, "/main=" + LoopbackCamera.H264)) {
      Credentials wrong = new Credentials("admin", new Secret("wr0ng"));

      StreamFailure failure = failure(uri(camera.port(), "/main"), Optional.of(wrong));

      assertThat(failure.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
      assertThat(failure.detail()).startsWith("401 to ");
    }
  }

  @Test
  void pull_noPassword_isCredentialsMissing() throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.asking("digest", LOGIN, "/main=" + LoopbackCamera.H264)) {
      assertThat(failure(uri(camera.port(), "/main"), Optional.empty()).reason())
          .isEqualTo(Reason.CREDENTIALS_MISSING);
    }
  }

  @Test
  void pull_refusedPort_isConnectionRefused() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }

    StreamFailure failure = failure(uri(port, "/main"), Optional.of(LOGIN));

    assertThat(failure.reason()).isEqualTo(Reason.CONNECTION_REFUSED);
    assertThat(failure.detail()).isEqualTo("127.0.0.1:" + port + " refused the connection");
  }

  @Test
  void pull_unknownHost_isHostUnknown() throws Exception {
    assertThat(failure(URI.create("rtsp://no-such-host.invalid/main"), Optional.empty()).reason())
        .isEqualTo(Reason.HOST_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
      })
  void pull_otherService_isNotRtsp(String greeting) throws Exception {
    try (ScriptedServer server = ScriptedServer.greeting(greeting)) {
      StreamFailure failure = failure(uri(server.port(), "/main"), Optional.of(LOGIN));

      assertThat(failure.reason()).isEqualTo(Reason.NOT_RTSP);
      assertThat(failure.detail()).contains(greeting.substring(0, 7));
    }
  }

  @Test
  void pull_serverThatNeverAnswers_isAnswerTimeout() throws Exception {
    try (ScriptedServer server = ScriptedServer.greeting("")) {
      StreamFailure failure = failure(uri(server.port(), "/main"), Optional.empty());

      assertThat(failure.reason()).isEqualTo(Reason.ANSWER_TIMEOUT);
      assertThat(failure.detail()).startsWith("no answer to OPTIONS rtsp://127.0.0.1");
    }
  }

  @Test
  void pull_audioOnly_isNoVideo() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/main=" + LoopbackCamera.AUDIO_ONLY)) {
      StreamFailure failure = failure(uri(camera.port(), "/main"), Optional.empty());

      assertThat(failure.reason()).isEqualTo(Reason.NO_VIDEO);
      assertThat(failure.detail()).contains("offers audio and no video");
    }
  }

  @Test
  void pull_unknownPath_isNotFound() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/main=" + LoopbackCamera.H264)) {
      assertThat(failure(uri(camera.port(), "/other"), Optional.empty()).reason())
          .isEqualTo(Reason.NOT_FOUND);
    }
  }
}
