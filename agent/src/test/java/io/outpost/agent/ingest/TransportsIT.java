package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.CertificatePin;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.camera.TransportChoice;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.agent.testing.Certificates;
import io.outpost.agent.testing.LoopbackCamera;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client against gst-rtsp-server, over each transport and of each codec. */
class TransportsIT {
  private static final Credentials LOGIN = new Credentials("admin", new Secret("c@nary-7"));

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Network network = new Network(SystemTime.INSTANCE, metrics);
  private final Ingest ingest = network.ingest(IngestSettings.DEFAULT);

  @AfterEach
  void close() {
    ingest.close();
    network.close();
  }

  private static StreamSettings stream(LoopbackCamera camera, String scheme) {
    URI uri = URI.create(scheme + "://127.0.0.1:" + camera.port() + "/main");
    return StreamSettings.of("yard", uri, Optional.of(LOGIN));
  }

  private RecordedStream pull(StreamSettings stream) {
    RecordedStream recorded = new RecordedStream();
    ingest.open(stream, recorded);
    return recorded;
  }

  private static StreamDetails details(RecordedStream recorded) throws Exception {
    return recorded
        .awaitState(status -> status.state() == StreamState.STREAMING)
        .details()
        .orElseThrow();
  }

  private static String launch(VideoCodec codec) {
    return switch (codec) {
      case H264 -> LoopbackCamera.H264;
      case H265 -> LoopbackCamera.H265;
      case JPEG -> LoopbackCamera.JPEG;
    };
  }

  private enum Way {
    TCP,
    UDP,
    TLS
  }

  /** Each way, each codec and each kind of authentication, of all that gst-rtsp-server offers. */
  static Stream<Arguments> combinations() {
    return Arrays.stream(Way.values())
        .flatMap(
            way ->
                Arrays.stream(VideoCodec.values())
                    .flatMap(
                        codec ->
                            Stream.of("basic", "digest")
                                .map(mode -> Arguments.of(way, codec, mode))));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void pull_combination_givesPictures(Way way, VideoCodec codec, String mode, @TempDir Path folder)
      throws Exception {
    List<String> options = new ArrayList<>();
    options.add("--auth=" + mode);
    options.add("--user=" + LOGIN.user());
    options.add("--password=" + LOGIN.password().reveal());
    Optional<CertificatePin> pin = Optional.empty();
    if (way == Way.TLS) {
      Certificates certificate = Certificates.selfSigned(folder, "camera.invalid");
      options.add("--pem=" + certificate.pem());
      pin = Optional.of(certificate.pin());
    }
    try (LoopbackCamera camera = LoopbackCamera.withOptions(options, "/main=" + launch(codec))) {
      StreamSettings stream =
          stream(camera, way == Way.TLS ? "rtsps" : "rtsp")
              .over(way == Way.UDP ? TransportChoice.UDP : TransportChoice.TCP);
      RecordedStream recorded = pull(pin.map(stream::pinnedTo).orElse(stream));

      List<AccessUnit> units = recorded.awaitUnits(30);

      LowerTransport lower = way == Way.UDP ? LowerTransport.UDP : LowerTransport.TCP;
      assertThat(units).allSatisfy(unit -> assertThat(unit.codec()).isEqualTo(codec));
      assertThat(details(recorded))
          .isEqualTo(
              new StreamDetails(
                  codec, 320, 240, lower, List.of(), List.of(), codec != VideoCodec.JPEG));
    }
  }

  @Test
  void pull_tcpRefused_fallsBackToUdpAndSaysSo() throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.withOptions(List.of("--protocols=udp"), "/main=" + LoopbackCamera.H264)) {
      RecordedStream recorded = pull(stream(camera, "rtsp"));

      recorded.awaitUnits(5);

      assertThat(details(recorded).transport()).isEqualTo(LowerTransport.UDP);
      assertThat(details(recorded).refused()).containsExactly(LowerTransport.TCP);
    }
  }

  @Test
  void pull_udpRefused_fallsBackToTcpAndSaysSo() throws Exception {
    try (LoopbackCamera camera =
        LoopbackCamera.withOptions(List.of("--protocols=tcp"), "/main=" + LoopbackCamera.H264)) {
      RecordedStream recorded = pull(stream(camera, "rtsp").over(TransportChoice.UDP));

      recorded.awaitUnits(5);

      assertThat(details(recorded).transport()).isEqualTo(LowerTransport.TCP);
      assertThat(details(recorded).refused()).containsExactly(LowerTransport.UDP);
    }
  }

  @Test
  void pull_tlsWithPinnedCertificate_givesPictures(@TempDir Path folder) throws Exception {
    Certificates certificate = Certificates.selfSigned(folder, "camera.invalid");
    try (LoopbackCamera camera = tlsCamera(certificate)) {
      StreamSettings stream = stream(camera, "rtsps").pinnedTo(certificate.pin());

      pull(stream).awaitUnits(10);
    }
  }

  @Test
  void pull_tlsWithUnknownCertificate_isRefusedAndTellsItsFingerprint(@TempDir Path folder)
      throws Exception {
    Certificates certificate = Certificates.selfSigned(folder, "127.0.0.1");
    try (LoopbackCamera camera = tlsCamera(certificate)) {
      StreamFailure failure = pull(stream(camera, "rtsps")).awaitFailure().failure().orElseThrow();

      assertThat(failure.reason()).isEqualTo(Reason.TLS_FAILED);
      assertThat(failure.detail()).contains("SHA-256 is " + certificate.pin());
    }
  }

  @Test
  void pull_tlsWithAnotherPin_isRefused(@TempDir Path folder) throws Exception {
    Certificates certificate = Certificates.selfSigned(folder, "127.0.0.1");
    try (LoopbackCamera camera = tlsCamera(certificate)) {
      CertificatePin other = new CertificatePin("0".repeat(64));

      StreamFailure failure =
          pull(stream(camera, "rtsps").pinnedTo(other)).awaitFailure().failure().orElseThrow();

      assertThat(failure.reason()).isEqualTo(Reason.TLS_FAILED);
      assertThat(failure.detail()).contains("found " + certificate.pin());
    }
  }

  @Test
  void pull_tlsFromAPlainServer_isTlsFailed() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/main=" + LoopbackCamera.H264)) {
      StreamFailure failure = pull(stream(camera, "rtsps")).awaitFailure().failure().orElseThrow();

      assertThat(failure.reason()).isEqualTo(Reason.TLS_FAILED);
    }
  }

  @Test
  void pull_tlsWithATrustedCertificate_givesPictures(@TempDir Path folder) throws Exception {
    Certificates certificate = Certificates.selfSigned(folder, "127.0.0.1");
    try (LoopbackCamera camera = tlsCamera(certificate);
        TrustedByTheMachine trusted = new TrustedByTheMachine(certificate.trustStore())) {
      pull(stream(camera, "rtsps")).awaitUnits(10);
      assertThat(trusted).isNotNull();
    }
  }

  @Test
  void pull_tlsWithATrustedCertificateOfAnotherHost_isRefused(@TempDir Path folder)
      throws Exception {
    Certificates certificate = Certificates.selfSigned(folder, "192.0.2.1");
    try (LoopbackCamera camera = tlsCamera(certificate);
        TrustedByTheMachine trusted = new TrustedByTheMachine(certificate.trustStore())) {
      StreamFailure failure = pull(stream(camera, "rtsps")).awaitFailure().failure().orElseThrow();

      assertThat(failure.reason()).isEqualTo(Reason.TLS_FAILED);
      assertThat(failure.detail()).contains("127.0.0.1 found");
      assertThat(trusted).isNotNull();
    }
  }

  /** Lets this JVM trust what a store holds, for a while. */
  private static final class TrustedByTheMachine implements AutoCloseable {
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    TrustedByTheMachine(Path store) {
      System.setProperty(STORE, store.toString());
      System.setProperty(PASSWORD, Certificates.STORE_PASSWORD);
    }

    @Override
    public void close() {
      System.clearProperty(STORE);
      System.clearProperty(PASSWORD);
    }
  }

  private static LoopbackCamera tlsCamera(Certificates certificate) throws Exception {
    return LoopbackCamera.withOptions(
        List.of("--pem=" + certificate.pem()), "/main=" + LoopbackCamera.H264);
  }
}
