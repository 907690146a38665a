package io.outpost.agent.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.ProbeReport;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.testing.Clips;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.DigestAlgorithm;
import io.outpost.protocols.rtsp.LowerTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our server, pulled by our client over real sockets. */
class RestreamIT {
  private static final Credentials LOGIN = new Credentials("viewer", new Secret("c@nary:1"));

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Network network = new Network(SystemTime.INSTANCE, metrics);
  private final Ingest ingest = network.ingest(IngestSettings.DEFAULT);
  private List<AccessUnit> clip = List.of();

  @BeforeEach
  void makeClip() throws Exception {
    clip = Clips.testPicture();
  }

  @AfterEach
  void close() {
    ingest.close();
    network.close();
  }

  private URI uri(RestreamServer server, String path) {
    return URI.create("rtsp://127.0.0.1:" + server.address().getPort() + path);
  }

  private RecordedStream pull(URI uri, Optional<Credentials> credentials) {
    RecordedStream recorded = new RecordedStream();
    ingest.open(StreamSettings.of("yard", uri, credentials), recorded);
    return recorded;
  }

  @Test
  void pull_loopingClip_deliversItsPicturesFromAKeyPictureOn() throws Exception {
    try (RestreamServer server = network.restream(RestreamSettings.loopback(0, Optional.empty()));
        LoopingClip camera = network.loop(clip, server.add("/yard")::publish)) {
      RecordedStream recorded = pull(uri(server, "/yard"), Optional.empty());

      List<AccessUnit> units = recorded.awaitUnits(60);

      assertThat(units.get(0).key()).isTrue();
      assertThat(units).allSatisfy(unit -> assertThat(unit.lostBefore()).isZero());
      assertThat(units.get(0).mediaMicros()).isZero();
      assertThat(units.get(50).mediaMicros()).isBetween(1_999_000L, 2_001_000L);
      StreamStatus up = recorded.awaitState(status -> status.state() == StreamState.STREAMING);
      assertThat(up.details().orElseThrow().width()).isEqualTo(320);
      assertThat(up.details().orElseThrow().height()).isEqualTo(240);
      assertThat(metrics.get("outpost.stream.up").tag("camera", "yard").gauge().value())
          .isEqualTo(1);
      assertThat(camera).isNotNull();
    }
  }

  @Test
  void pull_sha256DigestAlone_isAnswered() throws Exception {
    RestreamSettings settings =
        new RestreamSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of(LOGIN),
            List.of(DigestAlgorithm.SHA_256),
            1 << 20,
            1 << 20);
    try (RestreamServer server = network.restream(settings);
        LoopingClip camera = network.loop(clip, server.add("/yard")::publish)) {
      RecordedStream recorded = pull(uri(server, "/yard"), Optional.of(LOGIN));

      assertThat(recorded.awaitUnits(5)).isNotEmpty();
      assertThat(camera).isNotNull();
    }
  }

  @Test
  void pull_wrongPassword_saysSoInOneLine() throws Exception {
    try (RestreamServer server =
            network.restream(RestreamSettings.loopback(0, Optional.of(LOGIN)));
        LoopingClip camera = network.loop(clip, server.add("/yard")::publish)) {
      Credentials wrong = new Credentials("viewer", new Secret("wr0ng"));
      RecordedStream recorded = pull(uri(server, "/yard"), Optional.of(wrong));

      StreamFailure failure = recorded.awaitFailure().failure().orElseThrow();

      assertThat(failure.reason()).isEqualTo(StreamFailure.Reason.CREDENTIALS_REFUSED);
      assertThat(failure.message())
          .startsWith("401 to DESCRIBE " + uri(server, "/yard") + " (realm \"Outpost\")")
          .contains("wrong user or password")
          .doesNotContain("wr0ng", "\n");
      assertThat(camera).isNotNull();
    }
  }

  @Test
  void probe_loopingClip_reportsWhatItSaw() throws Exception {
    try (RestreamServer server =
            network.restream(RestreamSettings.loopback(0, Optional.of(LOGIN)));
        LoopingClip camera = network.loop(clip, server.add("/yard")::publish)) {
      StreamSettings stream = StreamSettings.of("yard", uri(server, "/yard"), Optional.of(LOGIN));

      ProbeReport.Measured seen =
          network.probe(stream, Duration.ofSeconds(2)).measured().orElseThrow();

      assertThat(seen.details().codec()).isEqualTo(VideoCodec.H264);
      assertThat(seen.details().transport()).isEqualTo(LowerTransport.TCP);
      assertThat(seen.framesPerSecond()).isBetween(24.9, 25.1);
      assertThat(seen.groupOfPictures()).isEqualTo(25);
      assertThat(seen.bitsPerSecond()).isPositive();
      assertThat(seen.senderReports()).isTrue();
      assertThat(seen.packetsLost()).isZero();
      assertThat(camera).isNotNull();
    }
  }

  @Test
  void probe_streamThatIsNotServed_saysNotFound() throws Exception {
    try (RestreamServer server = network.restream(RestreamSettings.loopback(0, Optional.empty()))) {
      StreamSettings stream = StreamSettings.of("yard", uri(server, "/x"), Optional.empty());

      ProbeReport report = network.probe(stream, Duration.ofSeconds(2));

      assertThat(report.failure().orElseThrow().reason()).isEqualTo(StreamFailure.Reason.NOT_FOUND);
    }
  }
}
