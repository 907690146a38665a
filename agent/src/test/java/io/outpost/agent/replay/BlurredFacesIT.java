package io.outpost.agent.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.analysis.ComposedClips;
import io.outpost.agent.camera.CameraFile;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionStream;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** Four real people at once: of whose face an event is, hers alone is to be seen. */
@Tag("replay")
class BlurredFacesIT {
  private static final double CLEAR = 0.75;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CAMERA =
      """
      id: crowd
      streams: {main: "file:///crowd.mp4"}
      faces: {enabled: true, minWidth: 24}
      lanes:
        - {id: all, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]], dwell: 400ms, classes: [person]}
      evidence: {blurFaces: %s}
      """;

  @TempDir static Path folder;
  private static ClipWorker worker;
  private static Path clip;

  @BeforeAll
  static void compose() throws Exception {
    clip = new ComposedClips(folder).crowd(2, 640, 480);
    worker = ClipWorker.start();
  }

  @AfterAll
  static void stop() {
    if (worker != null) {
      worker.close();
    }
  }

  private static Path replay(String name, boolean blur) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), CAMERA.formatted(blur));
    Path out = folder.resolve(name);
    Replay.run(
        worker,
        new Replay.Order(CameraFile.read(file, "crowd"), file, clip, out, Instant.EPOCH),
        (position, duration) -> {});
    return out;
  }

  private static List<JsonNode> events(Path out, String type) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("events.jsonl"))) {
      JsonNode event = JSON.readTree(line);
      if (event.path("type").asText().equals(type)) {
        events.add(event);
      }
    }
    return events;
  }

  private static List<JsonNode> scenes(JsonNode event) {
    List<JsonNode> scenes = new ArrayList<>();
    event
        .at("/data/images")
        .forEach(
            image -> {
              if (image.path("kind").asText().equals("scene")) {
                scenes.add(image);
              }
            });
    return scenes;
  }

  /** What a detector finds in an image of an event, surely enough to be told as a face. */
  private static List<Box> faces(Path out, JsonNode image, int minWidth) throws Exception {
    byte[] jpeg =
        Files.readAllBytes(out.resolve("images/" + image.path("sha256").asText() + ".jpg"));
    CaptureTime time = new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);
    AccessUnit unit = new AccessUnit(VideoCodec.JPEG, jpeg, 0, time, true, 0);
    StreamSpec spec =
        new StreamSpec("look", VideoCodec.JPEG, List.of(), new Faces(true, minWidth), List.of());
    try (VisionStream stream = worker.workers().open(spec)) {
      return stream
          .analyse(List.of(new Look(unit, true)))
          .get()
          .pictures()
          .get(0)
          .detections()
          .stream()
          .filter(face -> face.score() >= CLEAR)
          .map(Detection::box)
          .toList();
    }
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

  /** For people who want to look: {@code target/blurred-faces}. */
  private static void keep(Path out) throws IOException {
    Path looked = Files.createDirectories(Path.of("target/blurred-faces"));
    for (Map.Entry<String, byte[]> file : files(out).entrySet()) {
      Files.write(looked.resolve(Path.of(file.getKey()).getFileName()), file.getValue());
    }
  }

  @Test
  void replay_fourPeople_showsOfEachTheOwnFaceAloneAndInLanesNobodys() throws Exception {
    Path out = replay("blurred", true);

    keep(out);
    List<JsonNode> told = events(out, "outpost.face.captured.v1");
    assertThat(told.stream().map(event -> event.at("/data/track").asInt()).distinct())
        .as("tracks")
        .hasSizeGreaterThanOrEqualTo(4);
    for (JsonNode event : told) {
      JsonNode scene = scenes(event).get(0);
      assertThat(scene.path("facesBlurred").asBoolean()).isTrue();
      JsonNode own = event.at("/data/box");
      double middleX = own.path("x").asDouble() + own.path("width").asDouble() / 2;
      double middleY = own.path("y").asDouble() + own.path("height").asDouble() / 2;
      assertThat(faces(out, scene, 24)).as("as it was looked for").hasSize(1);
      for (int minWidth : new int[] {24, 11}) {
        assertThat(faces(out, scene, minWidth))
            .allSatisfy(
                face -> {
                  assertThat(Math.abs(face.centerX() - middleX)).isLessThan(0.02);
                  assertThat(Math.abs(face.centerY() - middleY)).isLessThan(0.02);
                });
      }
    }
    List<JsonNode> lanes = events(out, "outpost.lane.occupied.v1");
    assertThat(lanes).isNotEmpty();
    for (JsonNode event : lanes) {
      assertThat(scenes(event)).isNotEmpty();
      for (JsonNode scene : scenes(event)) {
        assertThat(scene.path("facesBlurred").asBoolean()).isTrue();
        assertThat(faces(out, scene, 24)).isEmpty();
        assertThat(faces(out, scene, 11)).isEmpty();
      }
    }
    Map<String, byte[]> first = files(out);
    Map<String, byte[]> second = files(replay("blurred", true));
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void replay_facesMayBeSeen_showsThemAll() throws Exception {
    Path out = replay("open", false);

    JsonNode scene = scenes(events(out, "outpost.face.captured.v1").get(0)).get(0);
    assertThat(scene.path("facesBlurred").isMissingNode()).isTrue();
    assertThat(faces(out, scene, 24)).as("the others too").hasSizeGreaterThan(1);
  }
}
