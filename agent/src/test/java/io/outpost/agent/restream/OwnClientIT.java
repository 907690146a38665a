package io.outpost.agent.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.camera.TransportChoice;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.testing.Certificates;
import io.outpost.agent.testing.LoopbackCamera;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.http.DigestAlgorithm;
import io.outpost.protocols.rtp.VideoCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What gst-rtsp-server sends, through our client, our server and our client again. */
class OwnClientIT {
  private static final Credentials LOGIN = new Credentials("viewer", new Secret("c@nary:9"));
  private static final int PICTURES = 30;

  /** How pictures come to the viewer. */
  enum Way {
    TCP,
    UDP,
    TLS
  }

  @TempDir private static Path folder;
  private static LoopbackCamera camera;
  private static Certificates certificates;

  private final Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
  private final Ingest ingest = network.ingest(IngestSettings.DEFAULT);

  @BeforeAll
  static void open() throws Exception {
    certificates = Certificates.selfSigned(folder, "box.invalid");
    camera =
        LoopbackCamera.open(
            "/H264=" + LoopbackCamera.H264,
            "/H265=" + LoopbackCamera.H265,
            "/JPEG=" + LoopbackCamera.JPEG);
  }

  @AfterAll
  static void closeCamera() {
    camera.close();
  }

  @AfterEach
  void close() {
    ingest.close();
    network.close();
  }

  static Stream<Arguments> everyWay() {
    return Stream.of(VideoCodec.values())
        .flatMap(
            codec ->
                Stream.of(Way.values())
                    .flatMap(
                        way ->
                            Stream.of(DigestAlgorithm.values())
                                .map(algorithm -> Arguments.of(codec, way, algorithm))));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void pull_restreamed_givesEveryPicture(VideoCodec codec, Way way, DigestAlgorithm algorithm)
      throws Exception {
    try (RestreamServer server = network.restream(asking(algorithm))) {
      LiveStream stream = server.add("/yard");
      URI source = URI.create("rtsp://127.0.0.1:" + camera.port() + "/" + codec.name());
      ingest.open(StreamSettings.of("camera", source, Optional.empty()), new Feed(stream));
      RecordedStream viewed = new RecordedStream();
      ingest.open(stream(server, way), viewed);

      List<AccessUnit> units = viewed.awaitUnits(PICTURES);

      assertThat(units.get(0).key()).isTrue();
      assertThat(units)
          .allSatisfy(
              unit -> {
                assertThat(unit.codec()).isEqualTo(codec);
                assertThat(unit.lostBefore()).isZero();
              });
      assertThat(viewed.states()).noneMatch(status -> status.failure().isPresent());
      StreamStatus up = viewed.awaitState(status -> status.state() == StreamState.STREAMING);
      assertThat(up.details().orElseThrow().width()).isEqualTo(320);
      assertThat(up.details().orElseThrow().transport().name())
          .isEqualTo(way == Way.UDP ? "UDP" : "TCP");
    }
  }

  /** Datagrams would carry in the clear what was asked for by TLS. */
  @Test
  void pull_tlsAskingForUdp_isServedInTheConnection() throws Exception {
    try (RestreamServer server = network.restream(asking(DigestAlgorithm.SHA_256))) {
      LiveStream stream = server.add("/yard");
      URI source = URI.create("rtsp://127.0.0.1:" + camera.port() + "/H264");
      ingest.open(StreamSettings.of("camera", source, Optional.empty()), new Feed(stream));
      RecordedStream viewed = new RecordedStream();
      ingest.open(stream(server, Way.TLS).over(TransportChoice.UDP), viewed);

      viewed.awaitUnits(5);

      StreamStatus up = viewed.awaitState(status -> status.state() == StreamState.STREAMING);
      assertThat(up.details().orElseThrow().transport().name()).isEqualTo("TCP");
    }
  }

  private static RestreamSettings asking(DigestAlgorithm algorithm) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return RestreamSettings.loopback(0, Optional.of(LOGIN))
        .asking(List.of(algorithm))
        .alsoOver(
            RestreamTls.load(any, folder.resolve("certificate.pem"), folder.resolve("key.pem")));
  }

  private static StreamSettings stream(RestreamServer server, Way way) {
    boolean tls = way == Way.TLS;
    int port = (tls ? server.tlsAddress().orElseThrow() : server.address()).getPort();
    URI uri = URI.create((tls ? "rtsps" : "rtsp") + "://127.0.0.1:" + port + "/yard");
    StreamSettings stream = StreamSettings.of("viewed", uri, Optional.of(LOGIN));
    return switch (way) {
      case TCP -> stream.over(TransportChoice.TCP);
      case UDP -> stream.over(TransportChoice.UDP);
      case TLS -> stream.pinnedTo(certificates.pin());
    };
  }

  /** As the agent feeds its server. */
  private record Feed(LiveStream stream) implements StreamListener {
    @Override
    public void onAccessUnit(AccessUnit unit) {
      stream.publish(unit);
    }

    @Override
    public void onState(StreamStatus status) {
      if (status.state() != StreamState.STREAMING) {
        stream.interrupt();
      }
    }
  }
}
