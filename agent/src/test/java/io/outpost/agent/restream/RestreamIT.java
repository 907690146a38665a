package io.outpost.agent.restream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.ProbeReport;
import io.outpost.agent.ingest.RtspSource;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.testing.Clips;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.http.DigestAlgorithm;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void pull_oneDigestAlone_isAnswered(DigestAlgorithm algorithm) throws Exception {
    RestreamSettings settings =
        RestreamSettings.loopback(0, Optional.of(LOGIN)).asking(List.of(algorithm));
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

  @Test
  void pull_overUdp_deliversWholePictures() throws Exception {
    RestreamSettings settings =
        RestreamSettings.loopback(0, Optional.of(LOGIN)).over(Set.of(LowerTransport.UDP));
    try (RestreamServer server = network.restream(settings);
        LoopingClip camera = network.loop(clip, server.add("/yard")::publish)) {
      RecordedStream recorded = pull(uri(server, "/yard"), Optional.of(LOGIN));

      List<AccessUnit> units = recorded.awaitUnits(60);

      StreamStatus up = recorded.awaitState(status -> status.state() == StreamState.STREAMING);
      assertThat(up.details().orElseThrow().transport()).isEqualTo(LowerTransport.UDP);
      assertThat(up.details().orElseThrow().refused()).containsExactly(LowerTransport.TCP);
      assertThat(units).allSatisfy(unit -> assertThat(unit.lostBefore()).isZero());
      assertThat(camera).isNotNull();
    }
  }

  @Test
  void pull_largePicturesOverUdp_losesNothing() throws Exception {
    byte[] filler = new byte[40_000];
    Arrays.fill(filler, (byte) 0x55);
    List<AccessUnit> large = new ArrayList<>();
    for (AccessUnit unit : clip) {
      byte[] data = Arrays.copyOf(unit.data(), unit.sizeBytes() + filler.length);
      System.arraycopy(filler, 0, data, unit.sizeBytes(), filler.length);
      large.add(
          new AccessUnit(
              unit.codec(), data, unit.mediaMicros(), unit.captureTime(), unit.key(), 0));
    }
    RestreamSettings settings =
        RestreamSettings.loopback(0, Optional.of(LOGIN)).over(Set.of(LowerTransport.UDP));
    try (RestreamServer server = network.restream(settings);
        LoopingClip camera = network.loop(large, server.add("/yard")::publish)) {
      List<AccessUnit> units = pull(uri(server, "/yard"), Optional.of(LOGIN)).awaitUnits(100);

      // The group that a viewer starts with comes in one burst, which is more than sockets hold.
      assertThat(units.subList(60, 100))
          .allSatisfy(unit -> assertThat(unit.lostBefore()).isZero())
          .allSatisfy(unit -> assertThat(unit.sizeBytes()).isGreaterThan(filler.length));
      assertThat(camera).isNotNull();
    }
  }

  @Test
  void pull_publisherStartsAnew_timelineGoesOn() throws Exception {
    try (RestreamServer server = network.restream(RestreamSettings.loopback(0, Optional.empty()))) {
      LiveStream stream = server.add("/yard");
      clip.forEach(stream::publish);
      RecordedStream recorded = pull(uri(server, "/yard"), Optional.empty());
      recorded.awaitUnits(24);
      clip.forEach(stream::publish);

      List<AccessUnit> units = recorded.awaitUnits(70);

      for (int i = 1; i < units.size(); i++) {
        assertThat(units.get(i).mediaMicros())
            .as("unit %d", i)
            .isBetween(
                units.get(i - 1).mediaMicros() + 1, units.get(i - 1).mediaMicros() + 200_000);
      }
    }
  }

  @Test
  void view_thatDoesNotRead_isCutAndHoldsNobodyBack() throws Exception {
    byte[] large = new byte[1 << 20];
    AccessUnit key = clip.get(0);
    System.arraycopy(key.data(), 0, large, 0, key.sizeBytes());
    Arrays.fill(large, key.sizeBytes(), large.length, (byte) 0x55);
    try (RestreamServer server = network.restream(RestreamSettings.loopback(0, Optional.empty()));
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      LiveStream stream = server.add("/yard");
      stream.publish(key);
      String uri = uri(server, "/yard").toString();
      StringBuilder ask = new StringBuilder();
      ask.append("SETUP " + uri + "/trackID=0 RTSP/1.0\r\nCSeq: 1\r\n");
      ask.append("Transport: RTP/AVP/TCP;interleaved=0-1\r\n\r\n");
      slow.getOutputStream().write(ask.toString().getBytes(US_ASCII));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(slow.getInputStream(), US_ASCII), 1);
      String session = "";
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        session = line.startsWith("Session: ") ? line.substring(9, 41) : session;
      }
      String play = "PLAY " + uri + " RTSP/1.0\r\nCSeq: 2\r\nSession: " + session + "\r\n\r\n";
      slow.getOutputStream().write(play.getBytes(US_ASCII));
      assertThat(in.readLine()).isEqualTo("RTSP/1.0 200 OK");

      int published = 0;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      // Joined while PLAY was answered, cut when more waits for it than it may.
      while ((published == 0 || stream.viewers() > 0) && System.nanoTime() < deadline) {
        if (stream.viewers() > 0 && published < 100) {
          published++;
          stream.publish(
              new AccessUnit(
                  VideoCodec.H264, large, published * 40_000L, key.captureTime(), true, 0));
        }
        Thread.onSpinWait();
      }

      assertThat(published).isPositive();
      assertThat(stream.viewers()).isZero();
    }
  }

  @Test
  void open_cameraAgainWhileItsOldSourceCloses_keepsItsGauge() throws Exception {
    try (RestreamServer server = network.restream(RestreamSettings.loopback(0, Optional.empty()));
        LoopingClip camera = network.loop(clip, server.add("/yard")::publish)) {
      StreamSettings stream = StreamSettings.of("yard", uri(server, "/yard"), Optional.empty());
      RecordedStream first = new RecordedStream();
      RecordedStream second = new RecordedStream();
      RtspSource old = ingest.open(stream, first);
      first.awaitUnits(1);

      old.close();
      RtspSource next = ingest.open(stream, second);
      first.awaitState(status -> status.state() == StreamState.CLOSED);
      second.awaitUnits(1);

      assertThat(metrics.get("outpost.stream.up").tag("camera", "yard").gauge().value())
          .isEqualTo(1);
      next.close();
      second.awaitState(status -> status.state() == StreamState.CLOSED);
      assertThat(metrics.find("outpost.stream.up").gauge()).isNull();
      assertThat(camera).isNotNull();
    }
  }

  @Test
  void pull_manyCamerasThatAllComeBackAtOnce_allStreamAgain() throws Exception {
    int cameras = 60;
    List<RecordedStream> all = new ArrayList<>();
    RestreamServer server = network.restream(RestreamSettings.loopback(0, Optional.of(LOGIN)));
    int port = server.address().getPort();
    for (int i = 0; i < cameras; i++) {
      RecordedStream recorded = new RecordedStream();
      all.add(recorded);
      ingest.open(
          StreamSettings.of("camera-" + i, uri(server, "/yard"), Optional.of(LOGIN)), recorded);
    }
    try (LoopingClip camera = network.loop(clip, server.add("/yard")::publish)) {
      for (RecordedStream recorded : all) {
        recorded.awaitUnits(2);
      }
      assertThat(camera).isNotNull();
    }
    server.close();
    for (RecordedStream recorded : all) {
      recorded.awaitFailure();
    }
    List<Integer> before = all.stream().map(recorded -> recorded.units().size()).toList();
    try (RestreamServer again =
            network.restream(RestreamSettings.loopback(port, Optional.of(LOGIN)));
        LoopingClip camera = network.loop(clip, again.add("/yard")::publish)) {
      for (int i = 0; i < cameras; i++) {
        all.get(i).awaitUnits(before.get(i) + 2);
      }
      assertThat(camera).isNotNull();
    }
    assertThat(ingest.sources()).hasSize(cameras);
  }
}
