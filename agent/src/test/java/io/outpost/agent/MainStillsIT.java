package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.console.MainStreamStatus;
import io.outpost.agent.demo.CountedClip;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.restream.LiveStream;
import io.outpost.agent.testing.Eventually;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.time.SystemTime;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running agent, and where its stills come from while it analyses a sub-stream. */
class MainStillsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
  private CountedCamera camera;
  private @Nullable Agent agent;

  @BeforeAll
  static void encode() throws Exception {
    CountedCamera.encode();
  }

  @BeforeEach
  void open() throws IOException {
    camera = new CountedCamera(network);
    Files.createDirectories(folder.resolve("cameras.d"));
  }

  @AfterEach
  void close() {
    if (agent != null) {
      agent.close();
    }
    camera.close();
    network.close();
  }

  private void run(String more) throws Exception {
    int port = camera.port();
    Files.writeString(
        folder.resolve("cameras.d/yard.yaml"),
        """
        id: yard
        streams: {main: 'rtsp://127.0.0.1:%d/main', sub: 'rtsp://127.0.0.1:%d/sub'}
        faces: {enabled: true}
        lanes:
          - {id: shoulder, dwell: 400ms, polygon: [[0, %.3f], [1, %.3f], [1, %.3f], [0, %.3f]]}
        %s
        """
            .formatted(
                port,
                port,
                CountedClip.SHOULDER_TOP,
                CountedClip.SHOULDER_TOP,
                CountedClip.SHOULDER_BOTTOM,
                CountedClip.SHOULDER_BOTTOM,
                more));
    Files.writeString(
        folder.resolve("agent.yaml"),
        "agent: box\nconsole: {port: 0}\nrestream: {enabled: true, port: 0}\n");
    agent = Agent.start(folder, SystemTime.INSTANCE);
  }

  /** The first event of a type that carries an image. */
  private JsonNode event(String type) throws Exception {
    Eventually.holds("an event " + type, () -> find(type).isPresent());
    return find(type).orElseThrow();
  }

  private Optional<JsonNode> find(String type) {
    Path file = folder.resolve("state/events/events.jsonl");
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          JsonNode event = JSON.readTree(line);
          if (event.path("type").asText().equals(type) && event.at("/data/images/0").isObject()) {
            return Optional.of(event);
          }
        }
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private BufferedImage image(JsonNode event) throws IOException {
    String hash = event.at("/data/images/0/sha256").asText();
    try (var files = Files.walk(folder.resolve("state/events"))) {
      Path file = files.filter(path -> path.toString().contains(hash)).findFirst().orElseThrow();
      keep(file, event.path("type").asText());
      return ImageIO.read(file.toFile());
    }
  }

  /** For people who want to look: {@code target/main-stills}. */
  private static void keep(Path image, String type) throws IOException {
    Path looked = Files.createDirectories(Path.of("target/main-stills"));
    Files.write(looked.resolve(type + ".jpg"), Files.readAllBytes(image));
  }

  private String metrics() throws Exception {
    URI page = URI.create("http://127.0.0.1:" + running().consolePort() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private Agent running() {
    if (agent == null) {
      throw new IllegalStateException("the agent was not started");
    }
    return agent;
  }

  /** Mean difference of the levels of green, 0..255, from that part of the second picture. */
  private static double difference(BufferedImage a, BufferedImage b, int left, int top) {
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        int one = a.getRGB(x, y) >> 8 & 255;
        int other = b.getRGB(left + x, top + y) >> 8 & 255;
        sum += Math.abs(one - other);
      }
    }
    return sum / a.getWidth() / a.getHeight();
  }

  @Test
  void stills_ofFacesAndLanes_areTheMainStreamsOfTheSameMoment() throws Exception {
    LiveStream main = camera.play();
    run("masks: [[[0.9, 0.4], [1, 0.4], [1, 0.6], [0.9, 0.6]]]");

    JsonNode lane = event("outpost.lane.occupied.v1");
    BufferedImage scene = image(lane);
    assertThat(lane.at("/data/images/0/stream").asText()).isEqualTo("main");
    assertThat(lane.at("/data/images/0/width").asInt()).isEqualTo(CountedCamera.MAIN_WIDTH);
    assertThat(lane.at("/data/images/0/height").asInt()).isEqualTo(CountedCamera.MAIN_HEIGHT);
    assertThat(lane.at("/data/images/0/offsetSeconds").asDouble()).isBetween(-0.0125, -0.0115);
    assertThat(lane.at("/data/picture/width").asInt()).as("analysed").isEqualTo(640);
    assertThat(scene.getWidth()).isEqualTo(CountedCamera.MAIN_WIDTH);
    assertThat(CountedClip.number(scene))
        .isEqualTo(camera.numberAt(Instant.parse(lane.path("time").asText())));
    assertThat(brightest(scene, 0.91, 0.41, 0.99, 0.59)).as("the mask").isLessThan(24);
    assertThat(brightest(scene, 0.80, 0.41, 0.89, 0.59)).isGreaterThan(60);

    JsonNode face = event("outpost.face.captured.v1");
    BufferedImage crop = image(face);
    assertThat(face.at("/data/images/0/stream").asText()).isEqualTo("main");
    assertThat(crop.getWidth()).isEqualTo(face.at("/data/images/0/width").asInt());
    double widthInMain = face.at("/data/box/width").asDouble() * CountedCamera.MAIN_WIDTH;
    assertThat((double) crop.getWidth()).isBetween(1.5 * widthInMain, 1.9 * widthInMain);
    assertThat(bestMatch(crop, face)).isZero();
    JsonNode whole = face.at("/data/images/1");
    assertThat(whole.path("kind").asText()).isEqualTo("scene");
    assertThat(whole.path("stream").asText()).isEqualTo("main");
    assertThat(whole.path("width").asInt()).isEqualTo(CountedCamera.MAIN_WIDTH);
    assertThat(whole.path("facesBlurred").asBoolean()).isTrue();

    assertThat(main.viewers()).as("connections for the main stream").isEqualTo(1);
    assertThat(metrics())
        .containsPattern("outpost_main_still_duration_seconds_count\\{camera=\"yard\"} [1-9]")
        .contains("outpost_main_stream_up{camera=\"yard\"} 1.0");
  }

  private static int brightest(
      BufferedImage image, double left, double top, double right, double bottom) {
    int brightest = 0;
    for (int y = (int) (top * image.getHeight()); y < bottom * image.getHeight(); y++) {
      for (int x = (int) (left * image.getWidth()); x < right * image.getWidth(); x++) {
        brightest = Math.max(brightest, image.getRGB(x, y) >> 8 & 255);
      }
    }
    return brightest;
  }

  /** By how many pictures the one that the crop looks most like is off from the event's. */
  private int bestMatch(BufferedImage crop, JsonNode face) {
    int number = camera.numberAt(Instant.parse(face.path("time").asText()));
    JsonNode box = face.at("/data/box");
    double margin = 0.4;
    int left =
        (int)
                ((box.path("x").asDouble() - margin * box.path("width").asDouble())
                    * CountedCamera.MAIN_WIDTH)
            & ~1;
    int top =
        (int)
                ((box.path("y").asDouble() - margin * box.path("height").asDouble())
                    * CountedCamera.MAIN_HEIGHT)
            & ~1;
    int best = 0;
    double least = Double.MAX_VALUE;
    List<String> seen = new ArrayList<>();
    for (int off = -3; off <= 3; off++) {
      BufferedImage drawn =
          CountedClip.drawn(number + off, CountedCamera.MAIN_WIDTH, CountedCamera.MAIN_HEIGHT);
      double difference = difference(crop, drawn, Math.max(0, left), Math.max(0, top));
      seen.add(String.format(Locale.ROOT, "%+d: %.1f", off, difference));
      if (difference < least) {
        least = difference;
        best = off;
      }
    }
    assertThat(least).as("%s", seen).isLessThan(12);
    return best;
  }

  @Test
  void stills_mainStreamIsDead_areTheSubStreams_andTheAnalysisGoesOn() throws Exception {
    camera.playSubAlone();
    run("");

    JsonNode lane = event("outpost.lane.occupied.v1");

    assertThat(lane.at("/data/images/0/stream").asText()).isEqualTo("sub");
    assertThat(lane.at("/data/images/0/width").asInt()).isEqualTo(640);
    assertThat(lane.at("/data/images/0/offsetSeconds").isMissingNode()).isTrue();
    assertThat(CountedClip.number(image(lane)))
        .isEqualTo(camera.numberAt(Instant.parse(lane.path("time").asText())));
    assertThat(metrics())
        .containsPattern(
            "outpost_main_stills_missed_total\\{camera=\"yard\",reason=\"down\"} [1-9]")
        .containsPattern(
            "outpost_main_stream_failures_total\\{camera=\"yard\",reason=\"not-found\"} [1-9]")
        .contains("outpost_main_stream_up{camera=\"yard\"} 0.0")
        .contains("outpost_stream_up{camera=\"yard\"} 1.0");
    assertThat(running().cameras().get(0).state()).isEqualTo("streaming");
    assertThat(running().cameras().get(0).mainStream().flatMap(MainStreamStatus::reason))
        .contains("not-found");
  }

  @Test
  void evidence_ofTheMainStream_hasAllMomentsAndAClipThatPlays() throws Exception {
    Path ffprobe = Requires.command("ffprobe", "ffmpeg");
    camera.play();
    run("evidence: {clip: main}");

    JsonNode began = event("outpost.lane.occupied.v1");
    assertThat(began.at("/data/clip").asText()).isEqualTo("follows");
    for (JsonNode image : began.at("/data/images")) {
      assertThat(image.path("stream").asText()).isEqualTo("main");
    }
    assertThat(began.at("/data/images").findValuesAsText("moment"))
        .containsExactly("threshold", "threshold", "entry", "entry");
    Eventually.holds(
        "a clip", () -> lines().stream().anyMatch(line -> line.contains("\"clip\":{")));
    JsonNode taken =
        JSON.readTree(
            lines().stream().filter(line -> line.contains("\"clip\":{")).findFirst().orElseThrow());
    assertThat(taken.path("time")).isEqualTo(began.path("time"));
    assertThat(taken.at("/data/clip/stream").asText()).isEqualTo("main");
    assertThat(taken.at("/data/clip/endSeconds").asDouble()).isBetween(4.0, 5.0);
    Path clip =
        folder.resolve("state/events/clips/" + taken.at("/data/clip/sha256").asText() + ".mp4");
    assertThat(frames(ffprobe, clip)).isEqualTo(taken.at("/data/clip/pictures").asInt());
    assertThat(metrics())
        .containsPattern("outpost_clips_total\\{camera=\"yard\"} [1-9]")
        .containsPattern("outpost_clip_bytes_total\\{camera=\"yard\"} [1-9]");
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(folder.resolve("state/events/events.jsonl"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Pictures that decode. */
  private static int frames(Path ffprobe, Path clip) throws Exception {
    Process process =
        new ProcessBuilder(
                ffprobe.toString(),
                "-v",
                "error",
                "-count_frames",
                "-show_entries",
                "stream=nb_read_frames",
                "-of",
                "csv=p=0",
                clip.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return Integer.parseInt(out.strip());
  }

  @Test
  void view_mainStreamThatStillsWantToo_isPulledOnce() throws Exception {
    LiveStream main = camera.play();
    run("");
    Eventually.holds("the main stream is pulled", () -> main.viewers() == 1);
    int port = running().restreams().orElseThrow().address().getPort();
    try (Ingest viewer = network.ingest(IngestSettings.DEFAULT)) {
      RecordedStream viewed = new RecordedStream();
      viewer.open(
          StreamSettings.of(
              "view", URI.create("rtsp://127.0.0.1:" + port + "/yard"), Optional.empty()),
          viewed);

      viewed.awaitUnits(20);

      assertThat(main.viewers()).isEqualTo(1);
    }
  }
}
