package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.demo.StandingClip;
import io.outpost.agent.event.Hashes;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.testing.AgentProcess;
import io.outpost.agent.testing.ClipCamera;
import io.outpost.agent.testing.EventLog;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vehicle comes to stand, and the agent is away twice, stopped in order and killed, before it has
 * stood for the dwells of all lanes.
 */
class EntryStillIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** So long that the agent is stopped before it is over. */
  private static final Duration SOON = Duration.ofSeconds(12);

  /** So long that the agent is killed before it is over. */
  private static final Duration LATE = Duration.ofSeconds(26);

  @TempDir private Path folder;
  private ClipCamera camera;
  private AgentProcess agent;
  private EventLog log;

  @BeforeEach
  void start() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (VisionWorkers workers =
        VisionWorkers.start(
            VisionSettings.children(1), threads, SystemTime.INSTANCE, new SimpleMeterRegistry())) {
      workers.awaitReady(Duration.ofMinutes(1));
      camera = ClipCamera.open(StandingClip.occupied(workers), folder);
    } finally {
      threads.shutdownNow();
    }
    Files.createDirectories(folder.resolve("cameras.d"));
    Files.writeString(
        folder.resolve("cameras.d/yard.yaml"),
        """
        id: yard
        streams: {main: "%1$s"}
        credentials: yard
        lanes:
          - {id: stands, polygon: %2$s, dwell: 1s, motion: standing}
          - {id: soon, polygon: %2$s, dwell: %3$ds}
          - {id: late, polygon: %2$s, dwell: %4$ds}
        """
            .formatted(camera.url(), StandingClip.SHOULDER, SOON.toSeconds(), LATE.toSeconds()));
    Files.writeString(folder.resolve("agent.yaml"), "agent: box\nconsole: {port: 0}\n");
    CredentialStore.open(folder.resolve("credentials.yaml")).put("yard", ClipCamera.CREDENTIALS);
    log = new EventLog(folder.resolve("state/events/events.jsonl"));
    agent = AgentProcess.run(folder);
    agent.await("a vehicle that stands", PATIENCE, () -> !began("stands").isEmpty());
  }

  @AfterEach
  void stop() {
    agent.close();
    camera.close();
  }

  private List<JsonNode> began(String lane) {
    return log.events().stream()
        .filter(event -> event.path("data").path("phase").asText().equals("began"))
        .filter(event -> event.path("data").path("lane").asText().equals(lane))
        .toList();
  }

  /** What the disk holds of stills of a lane's stay that has not begun. */
  private Map<String, byte[]> remembered(String lane) {
    try {
      Map<String, byte[]> stills = TestOutbox.openStills(folder.resolve("state/outbox"));
      stills.keySet().removeIf(name -> !name.startsWith(lane + "-"));
      return stills;
    } catch (IOException | SQLException unreadable) {
      throw new UncheckedIOException(new IOException(unreadable));
    }
  }

  /** It begins after the agent was away, with the very stills that were on the disk meanwhile. */
  private void assertEntryIsTold(String lane, Map<String, byte[]> before, Instant away)
      throws Exception {
    agent.await("the beginning in " + lane, PATIENCE, () -> !began(lane).isEmpty());

    JsonNode event = began(lane).get(0);
    JsonNode data = event.path("data");
    Instant entered =
        Instant.parse(event.path("time").asText())
            .minusMillis((long) (data.path("dwellSeconds").asDouble() * 1000));
    assertThat(entered).isBefore(away);
    assertThat(before.keySet()).allMatch(name -> name.startsWith(data.path("stay").asText()));
    List<JsonNode> entry =
        StreamSupport.stream(data.path("images").spliterator(), false)
            .filter(image -> image.path("moment").asText().equals("entry"))
            .toList();
    assertThat(entry).extracting(image -> image.path("marked").asBoolean()).contains(true, false);
    assertThat(entry).allMatch(image -> image.path("facesBlurred").asBoolean());
    TreeSet<String> hashes = new TreeSet<>();
    for (JsonNode image : entry) {
      String hash = image.path("sha256").asText();
      hashes.add(hash);
      assertDecodes(folder.resolve("state/events/images/" + hash + ".jpg"), data.path("picture"));
    }
    assertThat(hashes)
        .isEqualTo(new TreeSet<>(before.values().stream().map(Hashes::sha256Hex).toList()));
    assertThat(remembered(lane)).as("left behind once it is told").isEmpty();
  }

  private static void assertDecodes(Path jpeg, JsonNode size) throws IOException {
    BufferedImage picture = ImageIO.read(jpeg.toFile());
    assertThat(picture).as(jpeg.toString()).isNotNull();
    assertThat(picture.getWidth()).isEqualTo(size.path("width").asInt());
    assertThat(picture.getHeight()).isEqualTo(size.path("height").asInt());
  }

  @Test
  void agentStoppedThenKilled_beforeTheDwellsAreOver_tellsWithTheStillsOfTheEntry()
      throws Exception {
    // Most often so early that no still had been taken yet.
    assertThat(agent.terminate()).isIn(0, 143);
    Instant stopped = Instant.now();
    assertThat(began("soon")).as("told before the agent was stopped").isEmpty();
    Map<String, byte[]> soon = remembered("soon");
    Map<String, byte[]> late = remembered("late");
    assertThat(soon).hasSize(2);
    assertThat(late).hasSize(2);
    agent = AgentProcess.run(folder);
    assertEntryIsTold("soon", soon, stopped);

    agent.kill();
    assertThat(began("late")).as("told before the agent was killed").isEmpty();
    assertThat(remembered("late")).containsExactlyInAnyOrderEntriesOf(late);
    agent = AgentProcess.run(folder);
    assertEntryIsTold("late", late, stopped);

    assertThat(agent.terminate()).isIn(0, 143);
    assertThat(log.faults()).isEmpty();
  }
}
