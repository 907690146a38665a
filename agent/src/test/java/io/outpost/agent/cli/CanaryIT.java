package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.demo.device.SimulatedProfile;
import io.outpost.agent.testing.LoopbackCamera;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.testing.onvif.Guard;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution with a password that would be noticed: it is looked for wherever a password has
 * leaked from a product of this kind.
 */
class CanaryIT {
  private static final String CANARY = "c4nary-Zq7";
  private static final Credentials LOGIN = new Credentials("admin", new Secret(CANARY));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path config;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> places = new LinkedHashMap<>();

  @Test
  void password_ofRunningAgent_isFoundNowhere() throws Exception {
    int port = freePort();
    Files.writeString(
        config.resolve("agent.yaml"),
        "console: {port: %d}\nrestream: {enabled: true, port: %d, credentials: viewers}\n"
            .formatted(port, freePort()));
    Path log = config.resolveSibling(config.getFileName() + ".log");
    try (LoopbackCamera camera =
            LoopbackCamera.asking("digest", LOGIN, "/main=" + LoopbackCamera.H264);
        OnvifSimulator onvif =
            OnvifSimulator.start(
                new Temper()
                    .rtspPort(camera.port())
                    .profiles(SimulatedProfile.of("main", "H264", 320, 240))
                    .guarded(Guard.TOKEN_DIGEST, LOGIN))) {
      typing(CANARY, "set", "credentials", "set", "viewers", "--user", "v", "--password-stdin");
      typing(
          CANARY,
          "add by address",
          "camera",
          "add",
          "asked",
          "--address",
          "127.0.0.1:" + onvif.port(),
          "--user",
          "admin",
          "--password-stdin");
      String host = "127.0.0.1:" + camera.port();
      command(
          "add",
          "camera",
          "add",
          "right",
          "--main",
          "rtsp://admin:" + CANARY + "@" + host + "/main");
      command(
          "add wrong",
          "camera",
          "add",
          "wrong",
          "--main",
          "rtsp://u:" + CANARY + "@" + host + "/main");
      Process agent =
          new ProcessBuilder(outpost().toString(), "run", "--config", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        awaitStreaming(port);
        places.put("metrics", get(port, "/metrics"));
        places.put("status", get(port, "/api/v1/status"));
        places.put("readiness", get(port, "/readyz"));
        command("list", "camera", "list", "--json");
        command("doctor", "camera", "doctor", "asked", "--verbose");
        command("credentials", "credentials", "list", "--json");
        command("show", "camera", "show", "right", "--json");
        command("test", "camera", "test", "right", "--seconds", "2", "--verbose");
        command("test wrong", "camera", "test", "wrong", "--seconds", "2", "--verbose");
        addProcesses(agent.toHandle());
      } finally {
        agent.destroy();
        agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        agent.destroyForcibly();
      }
    }
    places.put("log", Files.readString(log));
    addFiles();

    assertThat(places.get("log")).contains("credentials-refused", "agent stopped");
    assertThat(CredentialStore.open(config.resolve("credentials.yaml")).find("right"))
        .contains(LOGIN);
    assertThat(places).hasSizeGreaterThan(20);
    assertThat(places.get("doctor")).contains("proved by WS-UsernameToken digest");
    assertThat(places).allSatisfy((place, text) -> assertThat(text).doesNotContain(CANARY));
  }

  private static Path outpost() {
    Path program = Requires.repository().resolve("agent/target/outpost/bin/outpost");
    assertThat(program).as("built by: ./mvnw -DskipTests package").isExecutable();
    return program;
  }

  private void command(String place, String... arguments) throws Exception {
    typing("", place, arguments);
  }

  /** With a password on standard input. */
  private void typing(String input, String place, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(outpost().toString()));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    places.put(place, new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private void awaitStreaming(int port) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String status = "";
    while (!(status.contains("\"streaming\"") && status.contains("wrong user or password"))) {
      assertThat(System.nanoTime()).as("status " + status).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      try {
        status = get(port, "/api/v1/status");
      } catch (IOException notYet) {
        status = notYet.toString();
      }
    }
  }

  private String get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  /** What every user of the machine may read of the agent and its worker, and more. */
  private void addProcesses(ProcessHandle agent) throws IOException {
    List<ProcessHandle> processes = Stream.concat(Stream.of(agent), agent.descendants()).toList();
    assertThat(processes).hasSizeGreaterThan(1);
    for (ProcessHandle process : processes) {
      for (String file : List.of("cmdline", "environ")) {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        places.put(path.toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void addFiles() throws IOException {
    try (Stream<Path> files = Files.walk(config)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        places.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
