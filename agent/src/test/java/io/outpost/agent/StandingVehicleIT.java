package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.demo.StandingClip;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.testing.AgentProcess;
import io.outpost.agent.testing.ClipCamera;
import io.outpost.agent.testing.EventLog;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vehicle stands on the shoulder while everything around it is killed. */
class StandingVehicleIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private List<AccessUnit> empty = List.of();
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
      empty = StandingClip.empty(workers);
      camera = ClipCamera.open(StandingClip.occupied(workers), folder);
    } finally {
      threads.shutdownNow();
    }
    Files.createDirectories(folder.resolve("cameras.d"));
    Files.writeString(
        folder.resolve("cameras.d/yard.yaml"),
        """
        id: yard
        streams: {main: "%s"}
        credentials: yard
        lanes:
          - {id: shoulder, polygon: %s, dwell: 2s}
        """
            .formatted(camera.url(), StandingClip.SHOULDER));
    Files.writeString(folder.resolve("agent.yaml"), "agent: box\nconsole: {port: 0}\n");
    CredentialStore.open(folder.resolve("credentials.yaml")).put("yard", ClipCamera.CREDENTIALS);
    log = new EventLog(folder.resolve("state/events/events.jsonl"));
    agent = AgentProcess.run(folder);
  }

  @AfterEach
  void stop() {
    agent.close();
    camera.close();
  }

  private List<JsonNode> told(String phase) {
    return log.events().stream()
        .map(event -> event.path("data"))
        .filter(data -> data.path("phase").asText().equals(phase) && data.has("lane"))
        .toList();
  }

  private void await(String phase, int count) throws InterruptedException {
    agent.await(count + " events " + phase, PATIENCE, () -> told(phase).size() >= count);
  }

  @Test
  void vehicleStands_everythingElseIsKilled_isOneOccupationFromBeginningToEnd() throws Exception {
    await("began", 1);
    JsonNode began = told("began").get(0);
    assertThat(began.path("presentAtStart").asBoolean()).isTrue();

    agent.worker().destroyForcibly();
    camera.kill();
    camera.restart();
    await("updated", 1);

    agent.kill();
    agent = AgentProcess.run(folder);
    await("updated", 2);
    assertThat(agent.terminate()).isIn(0, 143);
    assertThat(told("ended")).isEmpty();

    camera.kill();
    camera.restart(empty);
    agent = AgentProcess.run(folder);
    await("ended", 1);

    JsonNode ended = told("ended").get(0);
    assertThat(told("began")).hasSize(1);
    assertThat(ended.path("reason").asText()).isEqualTo("unwatched");
    assertThat(ended.path("dwellSeconds").asDouble()).isGreaterThan(60);
    assertThat(log.events())
        .extracting(event -> event.path("data").path("stay").asText())
        .containsOnly(began.path("stay").asText());
    assertThat(log.faults()).isEmpty();
  }
}
