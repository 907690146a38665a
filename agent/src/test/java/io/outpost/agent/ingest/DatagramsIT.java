package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.TransportChoice;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.agent.testing.LoopbackCamera;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.testing.RtspRelay;
import io.outpost.agent.testing.VlcServer;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datagrams that get lost or never come, and what comes in small pieces. */
class DatagramsIT {
  /** As the default, but impatient. */
  private static final IngestSettings SETTINGS =
      new IngestSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
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

  private RecordedStream pull(int port, TransportChoice transport) {
    URI uri = URI.create("rtsp://127.0.0.1:" + port + "/main");
    RecordedStream recorded = new RecordedStream();
    ingest.open(StreamSettings.of("yard", uri, Optional.empty()).over(transport), recorded);
    return recorded;
  }

  private static StreamDetails details(RecordedStream recorded) throws Exception {
    return recorded
        .awaitState(status -> status.state() == StreamState.STREAMING)
        .details()
        .orElseThrow();
  }

  @Test
  void pull_everyTwentiethDatagramLost_goesOnAndMarksWhatFollowsALoss() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/main=" + LoopbackCamera.H264);
        RtspRelay relay = RtspRelay.losing(20, camera.port())) {
      RecordedStream recorded = pull(relay.port(), TransportChoice.UDP);

      recorded.awaitUnit(unit -> unit.lostBefore() > 0);
      List<AccessUnit> units = recorded.awaitUnits(recorded.units().size() + 50);

      assertThat(details(recorded).transport()).isEqualTo(LowerTransport.UDP);
      assertThat(units).filteredOn(unit -> unit.lostBefore() > 0).hasSizeGreaterThan(1);
      double counted = metrics.get("outpost.rtp.packets.lost").counter().count();
      assertThat(counted).isBetween(1.0, (double) relay.lost());
      assertThat(units.stream().mapToInt(AccessUnit::lostBefore).sum()).isBetween(2, relay.lost());
      assertThat(
              metrics.get("outpost.pictures.dropped").tag("reason", "incomplete").counter().count())
          .isPositive();
      assertThat(recorded.states()).noneMatch(status -> status.failure().isPresent());
    }
  }

  @Test
  void pull_udpAgreedButNothingArrives_fallsBackToTcpAndSaysSo() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/main=" + LoopbackCamera.H264);
        RtspRelay relay = RtspRelay.losing(1, camera.port())) {
      RecordedStream recorded = pull(relay.port(), TransportChoice.UDP);

      recorded.awaitUnits(5);

      StreamFailure silent = recorded.awaitFailure().failure().orElseThrow();
      assertThat(silent.reason()).isEqualTo(Reason.NO_MEDIA);
      assertThat(silent.detail()).contains("over UDP");
      assertThat(details(recorded).transport()).isEqualTo(LowerTransport.TCP);
      assertThat(details(recorded).silent()).containsExactly(LowerTransport.UDP);
    }
  }

  @Test
  void pull_answersThatTrickleByteByByte_givesPictures() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/main=" + LoopbackCamera.H264);
        RtspRelay relay = RtspRelay.trickling(camera.port())) {
      RecordedStream recorded = pull(relay.port(), TransportChoice.TCP);

      recorded.awaitUnits(10);

      assertThat(recorded.states()).noneMatch(status -> status.failure().isPresent());
    }
  }

  /**
   * VLC answers 461 to TCP. It listens a moment after its start: until then, it is tried again.
   * Whether it has parameter sets in its stream depends on where that is joined.
   */
  @Test
  void pull_vlc_givesPicturesOverUdp(@TempDir Path folder) throws Exception {
    try (VlcServer vlc = VlcServer.start(folder)) {
      RecordedStream recorded = pull(vlc.port(), TransportChoice.AUTO);

      List<AccessUnit> units = recorded.awaitUnits(30);

      assertThat(units).anyMatch(AccessUnit::key);
      assertThat(details(recorded))
          .usingRecursiveComparison()
          .ignoringFields("parameterSetsInBand")
          .isEqualTo(
              new StreamDetails(
                  VideoCodec.H264,
                  320,
                  240,
                  LowerTransport.UDP,
                  List.of(LowerTransport.TCP),
                  List.of(),
                  true));
    }
  }
}
