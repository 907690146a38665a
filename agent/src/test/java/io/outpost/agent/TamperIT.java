package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.CameraFile;
import io.outpost.agent.replay.Replay;
import io.outpost.agent.testing.Requires;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real traffic before a camera to which all happens that can, one thing after the other. */
@Tag("replay")
class TamperIT {
  /** From, to and what; the scene is learnt in the first minute. */
  private static final String COVERED = "between(t,80,100)";

  private static final String DEFOCUSED = "between(t,120,140)";
  private static final String MOVED = "between(t,160,180)";
  private static final String BLACK = "between(t,200,220)";
  private static final int FROZEN_FROM = 2400;
  private static final int FROZEN_PICTURES = 800;

  /** A look comes every other second; a codec needs some to send the same again and again. */
  private static final double LATEST = 16;

  private static final String FILTER =
      String.join(
          ",",
          "fps=10",
          "scale=800:450",
          "crop=640:360:x='if(" + MOVED + ",160,0)':y='if(" + MOVED + ",80,0)'",
          "drawbox=enable='" + COVERED + "':color=gray:t=fill",
          "gblur=sigma=10:enable='" + DEFOCUSED + "'",
          "noise=alls=4:allf=t:all_seed=3",
          "drawbox=enable='" + BLACK + "':color=black:t=fill",
          "loop=loop=" + FROZEN_PICTURES + ":size=1:start=" + FROZEN_FROM,
          "setpts=N/(10*TB)",
          "trim=end=350");

  private static final String CAMERA =
      """
      id: road
      streams: {main: rtsp://192.0.2.1/main}
      lanes:
        - {id: all, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]], dwell: 200ms}
      evidence: {stills: none}
      """;

  @TempDir Path folder;

  @Test
  void replay_whatHappensToACamera_isToldAndNothingElseIsWhileItLasts() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    make(Requires.shared("footage/traffic.mp4"), clip);
    Path camera = Files.writeString(folder.resolve("road.yaml"), CAMERA);

    Replay.run(
        new Replay.Order(
            CameraFile.read(camera, "road.yaml"),
            camera,
            clip,
            folder.resolve("out"),
            Instant.EPOCH),
        (position, duration) -> {});

    List<JsonNode> events = events();
    List<JsonNode> tampered = events.stream().filter(TamperIT::isTampered).toList();
    assertThat(tampered.stream().map(TamperIT::told))
        .containsExactly(
            "covered began",
            "covered ended",
            "defocused began",
            "defocused ended",
            "moved began",
            "moved ended",
            "black began",
            "black ended",
            "frozen began",
            "frozen ended");
    double[] seconds = {80, 100, 120, 140, 160, 180, 200, 220, 302, 320};
    for (int i = 0; i < seconds.length; i++) {
      assertThat(tampered.get(i).at("/data/mediaSeconds").asDouble())
          .as(told(tampered.get(i)))
          .isBetween(seconds[i], seconds[i] + LATEST);
    }
    List<Integer> began =
        events.stream()
            .filter(event -> event.path("type").asText().equals("outpost.lane.occupied.v1"))
            .filter(event -> event.at("/data/phase").asText().equals("began"))
            .map(event -> event.at("/data/mediaSeconds").asInt())
            .toList();
    assertThat(began).anyMatch(at -> at < 80).anyMatch(at -> at > 112 && at < 120);
    assertThat(began).anyMatch(at -> at > 322);
    assertThat(began)
        .as("told to be moved after ten seconds")
        .noneMatch(at -> at > 172 && at < 190);
    assertThat(began).as("while it is frozen").noneMatch(at -> at > 316 && at < 320);
  }

  private static boolean isTampered(JsonNode event) {
    return event.path("type").asText().equals("outpost.camera.tampered.v1");
  }

  private static String told(JsonNode event) {
    return event.at("/data/tamper").asText() + " " + event.at("/data/phase").asText();
  }

  private List<JsonNode> events() throws Exception {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out/events.jsonl"))) {
      events.add(new ObjectMapper().readTree(line));
    }
    return events;
  }

  private static void make(Path from, Path clip) throws Exception {
    Process ffmpeg =
        new ProcessBuilder(
                Requires.command("ffmpeg", "ffmpeg").toString(),
                "-v",
                "error",
                "-stream_loop",
                "-1",
                "-i",
                from.toString(),
                "-an",
                "-vf",
                FILTER,
                "-c:v",
                "libx264",
                "-threads",
                "1",
                "-preset",
                "ultrafast",
                "-bf",
                "0",
                "-g",
                "20",
                "-bitexact",
                clip.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ffmpeg.waitFor()).as(output).isZero();
  }
}
