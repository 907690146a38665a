package io.outpost.benchmarks;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.benchmarks.scenes.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The agent as it is shipped, with its worker, in processes of their own. */
final class MeasuredAgent implements AutoCloseable {
  private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int console;
  private final Process process;

  /**
   * @param url of the cameras, to which {@code -NUMBER} is added
   */
  MeasuredAgent(int cameras, AnalysisMode mode, View view, String url)
      throws IOException, Unavailable {
    Path program = Home.target().resolve("../../agent/target/outpost/bin/outpost").normalize();
    if (!Files.isExecutable(program)) {
      throw new Unavailable("no agent at " + program + "; run ./mvnw -DskipTests package");
    }
    Path folder = emptied(Home.target().resolve("agent"));
    console = freePort();
    Files.createDirectories(folder.resolve("cameras.d"));
    Files.writeString(
        folder.resolve("agent.yaml"),
        "agent: measured\nstateDirectory: state\nconsole: {port: " + console + "}\n");
    for (int i = 0; i < cameras; i++) {
      Files.writeString(
          folder.resolve("cameras.d/camera-" + i + ".yaml"), camera(i, mode, view, url + "-" + i));
    }
    process =
        new ProcessBuilder(program.toString(), "run", "--config", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
  }

  private static String camera(int number, AnalysisMode mode, View view, String url) {
    String streams =
        view == View.SUB ? "{main: " + url + "-main, sub: " + url + "}" : "{main: " + url + "}";
    return String.join(
        "\n",
        "id: camera-" + number,
        "streams: " + streams,
        "faces: {enabled: true}",
        "lanes:",
        "  - {id: road, polygon: [[0, 0.57], [1, 0.57], [1, 1], [0, 1]], dwell: 400ms}",
        "analysis: {mode: " + mode.label() + "}",
        "");
  }

  private static Path emptied(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until so many cameras stream. */
  void awaitStreams(int cameras) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT_NANOS;
    while (sum("outpost_stream_up") < cameras) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IOException(
            sum("outpost_stream_up") + " of " + cameras + " cameras stream; see target/agent/log");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Of a metric over all cameras; 0 while the agent does not answer. */
  double sum(String metric) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console + "/metrics")).build();
    try {
      return http.send(request, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** Access units that were not analysed, of all cameras since the start. */
  long dropped() throws InterruptedException {
    return (long) sum("outpost_access_units_dropped_total");
  }

  /** Of the agent and its worker. */
  long cpuNanos() throws IOException {
    return Child.treeCpuNanos(process.toHandle());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
