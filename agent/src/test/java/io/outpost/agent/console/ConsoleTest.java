package io.outpost.agent.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.metrics.Metrics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsoleTest {
  private final List<String> stuck = new ArrayList<>();
  private final List<String> notReady = new ArrayList<>();
  private final List<CameraStatus> cameras = new ArrayList<>();
  private final Metrics metrics = Metrics.create();
  private final HttpClient client = HttpClient.newHttpClient();
  private Console console;

  @BeforeEach
  void start() throws ConfigException {
    console = Console.start(new ConsoleConfig("127.0.0.1", 0), sources());
  }

  @AfterEach
  void stop() {
    console.close();
    metrics.close();
  }

  @Test
  void healthz_loopsGoRound_isAlive() throws Exception {
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/healthz").body()).isEqualTo("{\"alive\":true,\"reasons\":[]}\n");
  }

  @Test
  void healthz_stuckLoop_isNotAliveAndSaysWhy() throws Exception {
    stuck.add("outbox commit: no round for 11 s, expected one within 10 s");

    HttpResponse<String> answer = get("/healthz");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            "{\"alive\":false,\"reasons\":"
                + "[\"outbox commit: no round for 11 s, expected one within 10 s\"]}\n");
  }

  @Test
  void readyz_reasonAgainst_isNotReadyButAlive() throws Exception {
    notReady.add("no vision worker answers");

    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body())
        .isEqualTo("{\"ready\":false,\"reasons\":[\"no vision worker answers\"]}\n");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void metrics_prometheusAsks_getsItsFormat() throws Exception {
    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    assertThat(answer.body()).contains("# TYPE jvm_memory_used_bytes gauge");
  }

  @Test
  void status_cameras_areListedWithWhatIsKnown() throws Exception {
    Instant since = Instant.parse("2026-11-25T08:00:00Z");
    cameras.add(
        new CameraStatus(
            "a",
            "streaming",
            since,
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.of(25),
            Optional.of(since),
            Optional.of(
                new MainStreamStatus(
                    "waiting", Optional.of("not-found"), Optional.of("no such path"))),
            List.of(
                new DetectorStatus("faces", "yunet", "2023mar", Optional.empty()),
                new DetectorStatus("bodies", "ssd", "1", Optional.of("no network")))));
    cameras.add(
        new CameraStatus(
            "b",
            "waiting",
            since,
            Optional.of("stalled"),
            Optional.of("no picture"),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty()));

    assertThat(get("/api/v1/status").body())
        .isEqualTo(
            "{\"ready\":true,\"reasons\":[],\"cameras\":["
                + "{\"id\":\"a\",\"state\":\"streaming\",\"since\":\"2026-11-25T08:00:00Z\","
                + "\"framesPerSecond\":25.0,\"lastEvent\":\"2026-11-25T08:00:00Z\","
                + "\"mainStream\":{\"state\":\"waiting\",\"reason\":\"not-found\","
                + "\"message\":\"no such path\"},"
                + "\"detectors\":{\"faces\":{\"name\":\"yunet\",\"version\":\"2023mar\"},"
                + "\"bodies\":{\"name\":\"ssd\",\"version\":\"1\",\"message\":\"no network\"}}},"
                + "{\"id\":\"b\",\"state\":\"waiting\",\"since\":\"2026-11-25T08:00:00Z\","
                + "\"reason\":\"stalled\",\"message\":\"no picture\"}]}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/config", "/api/v1/config", "/api/v1/cameras", "/%2e%2e/agent.yaml"})
  void get_anythingElse_isNotThere(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void post_knownRoute_isNotTaken() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("/healthz")).POST(HttpRequest.BodyPublishers.noBody()).build();

    assertThat(client.send(post, BodyHandlers.discarding()).statusCode()).isGreaterThan(400);
  }

  @Test
  void get_anyRoute_doesNotNameTheServer() throws Exception {
    assertThat(get("/healthz").headers().firstValue("Server")).isEmpty();
  }

  @Test
  void start_takenPort_saysWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ConsoleConfig config = new ConsoleConfig("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(() -> Console.start(config, sources()).close())
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "console: port 127.0.0.1:%d is taken; is another outpost running? Else set"
                  + " console.port in agent.yaml",
              taken.getLocalPort());
    }
  }

  @Test
  void start_threads_areFewAndNamed() throws Exception {
    get("/healthz");

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .filteredOn(name -> name.startsWith("console"))
        .hasSizeBetween(2, 6);
  }

  private Console.Sources sources() {
    return new Console.Sources(metrics, () -> stuck, () -> notReady, () -> cameras);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + console.port() + path);
  }
}
