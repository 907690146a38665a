package io.outpost.agent.restream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.testing.Clips;
import io.outpost.agent.testing.FaultyLink;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.testing.ScriptedServer;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Faults of camera and network in mid-stream: what the agent says, and that pictures flow again.
 */
class RecoveryIT {
  private static final IngestSettings SETTINGS =
      new IngestSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          32,
          8);

  private final Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
  private final Ingest ingest = network.ingest(SETTINGS);
  private final RecordedStream recorded = new RecordedStream();
  private List<AccessUnit> clip = List.of();
  private RestreamServer server;
  private LoopingClip camera;
  private FaultyLink link;

  @BeforeEach
  void open() throws Exception {
    clip = Clips.testPicture();
    server = network.restream(RestreamSettings.loopback(0, Optional.empty()));
    camera = network.loop(clip, server.add("/yard")::publish);
    link = FaultyLink.to(server.address().getPort());
  }

  @AfterEach
  void close() throws Exception {
    ingest.close();
    link.close();
    camera.close();
    server.close();
    network.close();
  }

  private void pull(int port) {
    URI uri = URI.create("rtsp://127.0.0.1:" + port + "/yard");
    ingest.open(StreamSettings.of("yard", uri, Optional.empty()), recorded);
  }

  private StreamFailure failure() throws InterruptedException {
    return recorded.awaitFailure().failure().orElseThrow();
  }

  private void awaitMorePictures() throws InterruptedException {
    recorded.awaitUnits(recorded.units().size() + 10);
  }

  @Test
  void fault_resetInMidFrame_isConnectionLost() throws Exception {
    pull(link.port());
    recorded.awaitUnits(10);

    link.reset();

    assertThat(failure().reason()).isEqualTo(Reason.CONNECTION_LOST);
    awaitMorePictures();
  }

  @Test
  void fault_garbage_isAnswerMalformed() throws Exception {
    pull(link.port());
    recorded.awaitUnits(10);

    link.inject(new byte[80_000]);

    assertThat(failure().reason()).isEqualTo(Reason.ANSWER_MALFORMED);
    awaitMorePictures();
  }

  @Test
  void fault_blackHole_isStalled() throws Exception {
    pull(link.port());
    recorded.awaitUnits(10);

    link.freeze();

    assertThat(failure().reason()).isEqualTo(Reason.STALLED);
    link.thaw();
    awaitMorePictures();
  }

  @Test
  void fault_bytesButNoPictures_isStalled() throws Exception {
    pull(link.port());
    recorded.awaitUnits(10);
    byte[] audio = {'$', 0, 0, 13, (byte) 0x80, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7};

    camera.close();
    while (recorded.states().stream().noneMatch(status -> status.failure().isPresent())) {
      link.inject(audio);
      Thread.onSpinWait();
    }

    assertThat(failure().reason()).isEqualTo(Reason.STALLED);
  }

  @Test
  void fault_teardownFromTheCamera_isSessionEnded() throws Exception {
    pull(link.port());
    recorded.awaitUnits(10);

    // With nothing on its way, it stands between two frames.
    camera.close();
    link.awaitQuiet();
    link.inject("TEARDOWN * RTSP/1.0\r\nCSeq: 1\r\n\r\n".getBytes(US_ASCII));

    assertThat(failure().reason()).isEqualTo(Reason.SESSION_ENDED);
    camera = network.loop(clip, server.add("/yard")::publish);
    awaitMorePictures();
  }

  @Test
  void fault_endlessHeader_isRefusedAtTheLimit() throws Exception {
    try (ScriptedServer endless =
        ScriptedServer.running(
            connection -> {
              OutputStream out = connection.getOutputStream();
              out.write("RTSP/1.0 200 OK\r\n".getBytes(US_ASCII));
              byte[] line = ("X: " + "y".repeat(1_000) + "\r\n").getBytes(US_ASCII);
              while (true) {
                out.write(line);
              }
            })) {
      pull(endless.port());

      assertThat(failure().reason()).isEqualTo(Reason.NOT_RTSP);
      assertThat(failure().detail()).contains("head longer than 32768");
    }
  }

  @Test
  void fault_closedAtOnce_isConnectionLostAgainAndAgain() throws Exception {
    try (ScriptedServer closing = ScriptedServer.running(RecoveryIT::leave)) {
      pull(closing.port());

      assertThat(failure().reason()).isEqualTo(Reason.CONNECTION_LOST);
    }
  }

  private static void leave(Socket connection) throws IOException {
    connection.close();
  }
}
