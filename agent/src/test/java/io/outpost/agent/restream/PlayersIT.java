package io.outpost.agent.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.testing.Clips;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.http.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our server, played by clients that others wrote. */
class PlayersIT {
  private static final Credentials LOGIN = new Credentials("viewer", new Secret("canary7"));

  private final Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());

  @AfterEach
  void close() {
    network.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void play_ffmpegByDigest_decodesEveryPicture(String transport) throws Exception {
    Path ffmpeg = Requires.command("ffmpeg", "ffmpeg");
    try (RestreamServer server =
            network.restream(RestreamSettings.loopback(0, Optional.of(LOGIN)));
        LoopingClip camera = network.loop(Clips.testPicture(), server.add("/yard")::publish)) {
      String uri = "rtsp://viewer:canary7@127.0.0.1:" + server.address().getPort() + "/yard";
      Process player =
          new ProcessBuilder(
                  ffmpeg.toString(),
                  "-v",
                  "warning",
                  "-xerror",
                  "-rtsp_transport",
                  transport,
                  "-i",
                  uri,
                  "-frames:v",
                  "60",
                  "-f",
                  "null",
                  "-")
              .redirectErrorStream(true)
              .start();

      String said = new String(player.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(player.waitFor()).as(said).isZero();
      assertThat(said).doesNotContain("missed", "corrupt", "error");
      assertThat(camera).isNotNull();
    }
  }

  /** Why MD5 is offered beside SHA-256; the page for operators names these players. */
  @ParameterizedTest
  @ValueSource(strings = {"ffmpeg", "gst-launch-1.0"})
  void play_sha256Alone_isBeyondPlayersThatKnowMd5(String player) throws Exception {
    Path program =
        Requires.command(player, player.equals("ffmpeg") ? "ffmpeg" : "gstreamer1.0-tools");
    RestreamSettings sha256 =
        RestreamSettings.loopback(0, Optional.of(LOGIN)).asking(List.of(DigestAlgorithm.SHA_256));
    try (RestreamServer server = network.restream(sha256);
        LoopingClip camera = network.loop(Clips.testPicture(), server.add("/yard")::publish)) {
      String uri = "rtsp://viewer:canary7@127.0.0.1:" + server.address().getPort() + "/yard";
      List<String> arguments =
          player.equals("ffmpeg")
              ? List.of("-v", "error", "-i", uri, "-frames:v", "1", "-f", "null", "-")
              : List.of("-q", "rtspsrc", "location=" + uri, "!", "fakesink", "num-buffers=1");
      List<String> command = new ArrayList<>(List.of(program.toString()));
      command.addAll(arguments);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(said).isNotZero();
      assertThat(said).containsIgnoringCase("unauthorized");
      assertThat(camera).isNotNull();
    }
  }
}
