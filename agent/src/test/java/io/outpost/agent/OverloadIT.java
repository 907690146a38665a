package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.demo.DrawnClip;
import io.outpost.agent.gate.LoadLadder.Limits;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.testing.ClipCamera;
import io.outpost.agent.testing.EventLog;
import io.outpost.agent.testing.Eventually;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that is stopped in mid-work and goes on later: the box has no capacity at all, and then
 * has it back.
 */
class OverloadIT {
  /** Seconds where the agent has minutes, so that the test has not to wait for them. */
  private static final Limits QUICK =
      new Limits(
          Duration.ofSeconds(3),
          Duration.ofMillis(2900),
          100,
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(8));

  @TempDir private Path folder;
  private ClipCamera camera;
  private Agent agent;
  private EventLog log;

  @BeforeEach
  void start() throws Exception {
    camera = ClipCamera.open(clip(), folder);
    Files.createDirectories(folder.resolve("cameras.d"));
    register("yard", "mode: strict, priority: low");
    register("gate", "mode: eco, priority: high");
    Files.writeString(folder.resolve("agent.yaml"), "agent: box\nconsole: {port: 0}\n");
    CredentialStore.open(folder.resolve("credentials.yaml")).put("yard", ClipCamera.CREDENTIALS);
    log = new EventLog(folder.resolve("state/events/events.jsonl"));
    agent = Agent.start(folder, SystemTime.INSTANCE, QUICK);
  }

  private static List<AccessUnit> clip() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (VisionWorkers workers =
        VisionWorkers.start(
            VisionSettings.children(1), threads, SystemTime.INSTANCE, new SimpleMeterRegistry())) {
      workers.awaitReady(Duration.ofMinutes(1));
      return DrawnClip.make(workers);
    } finally {
      threads.shutdownNow();
    }
  }

  private void register(String id, String analysis) throws IOException {
    Files.writeString(
        folder.resolve("cameras.d/" + id + ".yaml"),
        """
        id: %s
        streams: {main: "%s"}
        credentials: yard
        analysis: {%s}
        lanes:
          - id: all
            polygon: [[0.0, 0.3], [1.0, 0.3], [1.0, 1.0], [0.0, 1.0]]
            dwell: 400ms
            classes: [vehicle]
        """
            .formatted(id, camera.url(), analysis));
  }

  @AfterEach
  void stop() {
    agent.close();
    camera.close();
  }

  @Test
  void workerWithoutCapacity_shedsInOrder_losesNothing_andTakesAllUpAgain() throws Exception {
    Eventually.holds("a vehicle before the yard", () -> !tracks("yard", "began").isEmpty());

    signal("STOP");
    Eventually.holds("the last step", () -> level() == 3);
    assertThat(metrics())
        .contains("outpost_gate_mode{camera=\"yard\",reason=\"overload\"} 1.0")
        .contains("outpost_gate_mode{camera=\"gate\",reason=\"configured\"} 1.0");
    signal("CONT");

    Eventually.holds("whoever is before the yard is told of", () -> told("yard", "presence"));
    Set<Long> followed = tracks("yard", "began");
    Eventually.holds(
        "what was followed is told to its end",
        () -> tracks("yard", "ended").containsAll(followed));
    Eventually.holds("nothing is shed any more", () -> level() == 0);
    Eventually.holds(
        "the yard has detectors again",
        () -> tracks("yard", "began").stream().anyMatch(track -> !followed.contains(track)));

    agent.close();
    assertThat(log.faults()).isEmpty();
    assertThat(moves())
        .containsSubsequence(
            "degraded none fewer-looks",
            "degraded fewer-looks eco",
            "degraded eco presence-low",
            "recovered presence-low eco",
            "recovered eco fewer-looks",
            "recovered fewer-looks none");
  }

  @Test
  void camerasThatComeAndGoWhileWorkIsShed_areSparedAsTheOthers() throws Exception {
    Eventually.holds("a vehicle before the yard", () -> !tracks("yard", "began").isEmpty());
    signal("STOP");
    Eventually.holds("the last step", () -> level() == 3);

    register("late", "mode: strict, priority: low");
    Eventually.holds(
        "the new camera is spared",
        () -> metrics().contains("outpost_gate_mode{camera=\"late\",reason=\"overload\"} 1.0"));
    Files.delete(folder.resolve("cameras.d/late.yaml"));
    Files.delete(folder.resolve("cameras.d/yard.yaml"));
    signal("CONT");

    Eventually.holds("they are gone", () -> agent.cameras().size() == 1);
    Eventually.holds("nothing is shed any more", () -> level() == 0);
  }

  private static void signal(String name) throws IOException, InterruptedException {
    ProcessHandle worker =
        ProcessHandle.current().children().filter(OverloadIT::isWorker).findFirst().orElseThrow();
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(worker.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** A command line as long as a class path is not told by {@link ProcessHandle.Info}. */
  private static boolean isWorker(ProcessHandle child) {
    try {
      return Files.readString(Path.of("/proc/" + child.pid() + "/cmdline")).contains("WorkerMain");
    } catch (IOException gone) {
      return false;
    }
  }

  private int level() {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("outpost_degradation_step "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private String metrics() {
    try {
      URI uri = URI.create("http://127.0.0.1:" + agent.consolePort() + "/metrics");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<JsonNode> events() {
    Path file = folder.resolve("state/events/events.jsonl");
    List<JsonNode> events = new ArrayList<>();
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        events.add(new ObjectMapper().readTree(line));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return events;
  }

  private Set<Long> tracks(String id, String phase) {
    return events().stream()
        .filter(event -> event.path("source").asText().endsWith("/cameras/" + id))
        .filter(event -> event.path("type").asText().equals("outpost.lane.occupied.v1"))
        .filter(event -> event.at("/data/phase").asText().equals(phase))
        .map(event -> event.at("/data/track").asLong())
        .collect(Collectors.toSet());
  }

  private boolean told(String id, String kind) {
    return events().stream()
        .filter(event -> event.path("source").asText().endsWith("/cameras/" + id))
        .anyMatch(event -> event.path("type").asText().startsWith("outpost." + kind + "."));
  }

  private List<String> moves() {
    return events().stream()
        .filter(event -> event.path("source").asText().equals("/agents/box"))
        .map(
            event ->
                event.path("type").asText().replaceAll("outpost\\.agent\\.|\\.v1", "")
                    + " "
                    + event.at("/data/before").asText()
                    + " "
                    + event.at("/data/step").asText())
        .toList();
  }
}
