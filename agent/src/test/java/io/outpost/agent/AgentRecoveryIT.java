package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.OpenState;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.demo.DrawnClip;
import io.outpost.agent.event.OpenStateJson;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.OutboxConfig;
import io.outpost.agent.outbox.OutboxSettings;
import io.outpost.agent.outbox.QueuedEvent;
import io.outpost.agent.outbox.Tail;
import io.outpost.agent.store.AbandonedEventsTest;
import io.outpost.agent.testing.AgentProcess;
import io.outpost.agent.testing.ClipCamera;
import io.outpost.agent.testing.EventLog;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each process of the line is killed in mid-stream, as a power cut or the kernel would. */
class AgentRecoveryIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static List<AccessUnit> clip = List.of();

  @TempDir private Path folder;
  private ClipCamera camera;
  private AgentProcess agent;
  private EventLog log;

  @BeforeAll
  static void draw() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (VisionWorkers workers =
        VisionWorkers.start(
            VisionSettings.children(1), threads, SystemTime.INSTANCE, new SimpleMeterRegistry())) {
      workers.awaitReady(Duration.ofMinutes(1));
      clip = DrawnClip.make(workers);
    } finally {
      threads.shutdownNow();
    }
  }

  @BeforeEach
  void start() throws Exception {
    camera = ClipCamera.open(clip, folder);
    Files.createDirectories(folder.resolve("cameras.d"));
    Files.writeString(
        folder.resolve("cameras.d/yard.yaml"),
        """
        id: yard
        streams: {main: "%s"}
        credentials: yard
        lanes:
          - id: all
            polygon: [[0.0, 0.3], [1.0, 0.3], [1.0, 1.0], [0.0, 1.0]]
            dwell: 400ms
            classes: [vehicle]
        """
            .formatted(camera.url()));
    Files.writeString(folder.resolve("agent.yaml"), "agent: box\nconsole: {port: 0}\n");
    CredentialStore.open(folder.resolve("credentials.yaml")).put("yard", ClipCamera.CREDENTIALS);
    log = new EventLog(folder.resolve("state/events/events.jsonl"));
    agent = AgentProcess.run(folder);
    awaitMoreEvents();
  }

  @AfterEach
  void stop() {
    agent.close();
    camera.close();
  }

  private void awaitMoreEvents() throws InterruptedException {
    int wanted = log.lines() + 3;
    agent.await(wanted + " events", PATIENCE, () -> log.lines() >= wanted);
  }

  /** All that is in the outbox was delivered, once it has had time to. */
  private void assertNothingLost() throws Exception {
    assertThat(agent.terminate()).isIn(0, 143);
    agent = AgentProcess.run(folder);
    List<String> stored = storedIds();
    agent.await("all events delivered", PATIENCE, () -> log.ids().containsAll(stored));
    assertThat(agent.terminate()).isIn(0, 143);
    assertThat(log.faults()).isEmpty();
    assertThat(log.ids()).containsAll(storedIds());
  }

  private List<String> storedIds() throws IOException {
    List<String> ids = new ArrayList<>();
    Tail tail =
        Outbox.tail(
            folder.resolve("state/outbox"),
            OutboxSettings.of("box", Set.of("file"), OutboxConfig.DEFAULT),
            SystemTime.INSTANCE,
            1_000);
    for (List<QueuedEvent> next = tail.next(100); !next.isEmpty(); next = tail.next(100)) {
      next.forEach(queued -> ids.add(queued.event().id()));
    }
    assertThat(ids).isNotEmpty();
    return ids;
  }

  @Test
  void agentKilled_comesBack_losesNothingAndRenamesNothing() throws Exception {
    agent.kill();
    leaveOpen("gone");
    agent = AgentProcess.run(folder);
    awaitMoreEvents();
    assertNothingLost();
    assertThat(log.events())
        .filteredOn(event -> event.path("source").asText().endsWith("/gone"))
        .as("what a camera has open that is no more")
        .extracting(event -> event.path("data").path("reason").asText())
        .containsExactly("unwatched");
  }

  /** As by a camera whose file is removed while the agent is off. */
  private void leaveOpen(String gone) throws Exception {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try (Outbox outbox =
        Outbox.open(
            folder.resolve("state/outbox"),
            OutboxSettings.of("box", Set.of("file"), OutboxConfig.DEFAULT),
            SystemTime.INSTANCE,
            writer)) {
      OpenState open = new OpenState(List.of(AbandonedEventsTest.stay("a", true)), List.of());
      outbox
          .remember(gone, OpenStateJson.write(open, Observations.camera(gone)))
          .get(30, TimeUnit.SECONDS);
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  void workerKilled_isReplaced_losesNothing() throws Exception {
    ProcessHandle first = agent.worker();
    first.destroyForcibly();
    agent.await("another worker", PATIENCE, () -> agent.hasWorkerBeside(first));
    awaitMoreEvents();
    assertNothingLost();
  }

  @Test
  void cameraKilled_comesBack_isPulledAgain() throws Exception {
    camera.kill();
    camera.restart();
    awaitMoreEvents();
    assertNothingLost();
  }
}
