package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraFile;
import io.outpost.agent.demo.StandingClip;
import io.outpost.agent.replay.ClipWorker;
import io.outpost.agent.replay.Replay;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.vision.TestWorkers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes with the events of a replay, by which somebody can see later what was. */
@Tag("replay")
class EvidenceIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CAMERA =
      """
      id: drawn
      streams: {main: "file:///drawn.mp4"}
      lanes:
        - {id: shoulder, polygon: [[0, 0.665], [1, 0.665], [1, 0.835], [0, 0.835]], dwell: 1s}
      """;

  @TempDir static Path folder;
  private static ClipWorker worker;

  /** A replay of the drawn clip. */
  private static Path whole = Path.of("");

  @BeforeAll
  static void draw() throws Exception {
    try (TestWorkers test = new TestWorkers()) {
      Files.write(
          folder.resolve("drawn.mp4"),
          test.workers().mux(StandingClip.comesAndGoes(test.workers())));
    }
    worker = ClipWorker.start();
    whole = replay("whole", CAMERA);
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  private static Path replay(String name, String camera) throws Exception {
    return replay(name, camera, folder.resolve("drawn.mp4"));
  }

  /** As the command does it, by a worker that all tests share. */
  private static Path replay(String name, String camera, Path clip) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), camera);
    Path out = folder.resolve(name);
    Camera read = CameraFile.read(file, name);
    Replay.run(
        worker, new Replay.Order(read, file, clip, out, Instant.EPOCH), (position, duration) -> {});
    return out;
  }

  private static CommandRun.Result run(String... arguments) {
    return new CommandRun(folder).of(arguments);
  }

  private static List<JsonNode> events(Path out) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("events.jsonl"))) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  /** Every file below the folder, with its bytes. */
  private static Map<String, byte[]> files(Path out) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(out.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static List<String> moments(JsonNode event) {
    List<String> moments = new ArrayList<>();
    event
        .at("/data/images")
        .forEach(
            image ->
                moments.add(
                    image.path("moment").asText()
                        + (image.path("marked").asBoolean() ? " marked" : "")));
    return moments;
  }

  @Test
  void replay_carOnTheShoulder_hasStillsOfAllMomentsAndAChain() throws Exception {
    List<JsonNode> events = events(whole);
    assertThat(events).extracting(event -> event.at("/data/phase").asText()).contains("began");
    JsonNode began = events.get(0);
    JsonNode ended = events.get(events.size() - 1);
    assertThat(moments(began))
        .containsExactly("threshold", "threshold marked", "entry", "entry marked");
    assertThat(ended.at("/data/phase").asText()).isEqualTo("ended");
    assertThat(moments(ended)).containsExactly("leaving", "leaving marked");
    for (JsonNode image : began.at("/data/images")) {
      assertThat(whole.resolve("images/" + image.path("sha256").asText() + ".jpg")).exists();
    }
    CommandRun.Result verified = run("events", "verify", whole.toString());
    assertThat(verified.out()).contains(events.size() + " events and 6 images are as they were");
    assertThat(verified.code()).isZero();
  }

  /** By the command with a worker of its own, and by one that has seen other clips. */
  @Test
  void replay_twice_givesTheSameBytes() throws Exception {
    Map<String, byte[]> first = files(whole);
    Path out = folder.resolve("second");
    CommandRun.Result result =
        run(
            "replay",
            folder.resolve("drawn.mp4").toString(),
            "--camera",
            folder.resolve("whole.yaml").toString(),
            "--out",
            out.toString());
    assertThat(result.code()).as(result.err()).isZero();

    Map<String, byte[]> second = files(out);

    assertThat(second.keySet()).isEqualTo(first.keySet()).hasSizeGreaterThan(6);
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
  }

  private static JsonNode clipEvent(Path out) throws IOException {
    return events(out).stream()
        .filter(event -> event.path("type").asText().equals("outpost.clip.taken.v1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void replay_clips_areTheSameTwiceAndVerified() throws Exception {
    String camera = CAMERA + "evidence: {clip: analysed}\n";
    Map<String, byte[]> first = files(replay("clips", camera));
    Files.move(folder.resolve("clips"), folder.resolve("clips-kept"));
    Path out = replay("clips", camera);

    Map<String, byte[]> second = files(out);
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    JsonNode clip = clipEvent(out).at("/data/clip");
    assertThat(events(out).get(0).at("/data/clip").asText()).isEqualTo("follows");
    assertThat(clip.path("beginSeconds").asDouble()).isBetween(-8.0, 0.0);
    assertThat(clip.path("endSeconds").asDouble()).isBetween(4.5, 5.0);
    assertThat(second.get("clips/" + clip.path("sha256").asText() + ".mp4"))
        .hasSize(clip.path("sizeBytes").asInt());
    assertThat(run("events", "verify", out.toString()).out()).contains("7 images are as they were");

    Files.write(out.resolve("clips/" + clip.path("sha256").asText() + ".mp4"), new byte[1]);
    assertThat(run("events", "verify", out.toString()).code()).isEqualTo(1);
  }

  @Test
  void replay_maskedCamera_hasNoClipAndSaysSo() throws Exception {
    String masks = "masks: [[[0, 0], [0.1, 0], [0.1, 0.1]]]\n";
    Path out = replay("masked", CAMERA + masks + "evidence: {clip: analysed}\n");

    assertThat(events(out).get(0).at("/data/clip").asText()).isEqualTo("masked");
    assertThat(out.resolve("clips")).doesNotExist();
  }

  /** Real footage as it is, in H.264, and coded anew as H.265, with pictures out of order. */
  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void replay_realFootage_hasClipsThatPlayAndAreTheCamerasOwnPictures(String codec)
      throws Exception {
    Path ffmpeg = Requires.command("ffmpeg", "ffmpeg");
    Path source = folder.resolve("traffic." + codec + ".mp4");
    execute(ffmpeg, twelveSeconds(Requires.shared("footage/traffic.mp4"), codec, source));
    String camera =
        """
        id: traffic
        streams: {main: "file:///traffic.mp4"}
        lanes:
          - {id: all, polygon: [[0, 0.3], [1, 0.3], [1, 1], [0, 1]], dwell: 400ms}
        evidence: {stills: none, clip: analysed, clipSize: 12MiB}
        """;
    Path out = replay(codec, camera, source);

    JsonNode clip = clipEvent(out).at("/data/clip");
    assertThat(clip.path("codec").asText()).isEqualTo(codec);
    Path mp4 = out.resolve("clips/" + clip.path("sha256").asText() + ".mp4");
    // Every picture decodes to what the same picture of the source does.
    List<String> ofClip = hashes(ffmpeg, mp4);
    assertThat(ofClip).hasSize(clip.path("pictures").asInt()).hasSizeGreaterThan(20);
    assertThat(hashes(ffmpeg, source)).containsSequence(ofClip);
  }

  private static String[] twelveSeconds(Path footage, String codec, Path into) {
    List<String> command =
        new ArrayList<>(List.of("-v", "error", "-y", "-t", "12", "-i", footage.toString(), "-an"));
    command.addAll(
        codec.equals("h264")
            ? List.of("-c:v", "copy")
            : List.of(
                "-c:v",
                "libx265",
                "-preset",
                "ultrafast",
                "-x265-params",
                "keyint=30:log-level=error"));
    command.add(into.toString());
    return command.toArray(String[]::new);
  }

  /** Of every decoded picture, as it is shown; any damage fails. */
  private static List<String> hashes(Path ffmpeg, Path video) throws Exception {
    return execute(
            ffmpeg,
            "-v",
            "error",
            "-xerror",
            "-i",
            video.toString(),
            "-an",
            "-fps_mode",
            "passthrough",
            "-f",
            "framehash",
            "-hash",
            "md5",
            "-")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  private static String execute(Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void replay_thresholdAlone_hasOneImage() throws Exception {
    Path out = replay("one", CAMERA + "evidence: {stills: threshold, marked: false}\n");

    assertThat(moments(events(out).get(0))).containsExactly("threshold");
    assertThat(files(out)).hasSize(2);
  }
}
