package io.outpost.benchmarks;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.benchmarks.scenes.Activity;
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
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The agent as it is shipped, with its worker, in processes of their own. */
final class MeasuredAgent implements Pulled {
  private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  private static final long COMPILED_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(35);
  private static final int COMPILED_SECONDS = 5;
  private static final double COMPILED_CORES = 0.03;

  /** What a camera is asked for. */
  enum Wanted {
    /** Nothing: no detector ever runs, what is looked at is compared with the scene alone. */
    GATE(""),
    LANE("lanes:\n  - {id: road, polygon: [[0, 0.57], [1, 0.57], [1, 1], [0, 1]], dwell: 400ms}"),
    /** The strip beside the lanes of {@link Activity#HIGHWAY}, where nobody may be. */
    SHOULDER(
        "lanes:\n  - {id: shoulder, polygon: [[0, 0.93], [1, 0.93], [1, 1], [0, 1]], dwell: 400ms}"),
    FACES_AND_LANE("faces: {enabled: true}\n" + LANE.yaml);

    private final String yaml;

    Wanted(String yaml) {
      this.yaml = yaml;
    }
  }

  /**
   * How every camera is watched.
   *
   * @param view the stream that is analysed; the main stream is known beside a sub-stream
   */
  record Watch(AnalysisMode mode, Wanted wanted, View view) {
    private String camera(String id, String url) {
      String main = "main: " + url + Station.MAIN_ENDING;
      String streams = view == View.SUB ? "{" + main + ", sub: " + url + "}" : "{" + main + "}";
      return String.join(
          "\n",
          "id: " + id,
          "streams: " + streams,
          "analysis: {mode: " + mode.label() + "}",
          wanted.yaml,
          "");
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final int console;
  private final Process process;
  private long droppedBefore;

  /**
   * Starts it and waits until all cameras stream.
   *
   * @param url of the cameras, to which {@code -NUMBER} is added
   */
  MeasuredAgent(int cameras, Watch watch, String url)
      throws IOException, InterruptedException, Unavailable {
    Path program = Home.target().resolve("../../agent/target/outpost/bin/outpost").normalize();
    if (!Files.isExecutable(program)) {
      throw new Unavailable("no agent at " + program + "; run ./mvnw -DskipTests package");
    }
    folder = emptied(Home.target().resolve("agent"));
    console = freePort();
    Files.createDirectories(folder.resolve("cameras.d"));
    Files.writeString(
        folder.resolve("agent.yaml"),
        "agent: measured\nstateDirectory: state\nconsole: {port: " + console + "}\n");
    for (int i = 0; i < cameras; i++) {
      Files.writeString(file(i), watch.camera("camera-" + i, url + "-" + i));
    }
    process =
        new ProcessBuilder(program.toString(), "run", "--config", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      awaitStreams(cameras);
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private Path file(int camera) {
    return folder.resolve("cameras.d/camera-" + camera + ".yaml");
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

  /** Waits until exactly so many cameras stream. */
  private void awaitStreams(int cameras) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT_NANOS;
    while (streaming() != cameras) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IOException(
            streaming() + " cameras stream, expected " + cameras + "; see target/agent/log");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /**
   * Waits until every camera has been asleep, for it knows its scene then, or until time is up.
   *
   * @return how many were asleep
   */
  int awaitAsleep(int cameras, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Set<String> slept = new HashSet<>();
    while (Pause.settles() && slept.size() < cameras && System.nanoTime() - deadline < 0) {
      lines("outpost_gate_awake").filter(line -> line.endsWith(" 0.0")).forEach(slept::add);
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return slept.size();
  }

  /**
   * Waits until the compilers of agent and worker have little to do: what they spend in the first
   * minute is not what a camera costs.
   */
  MeasuredAgent compiled() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + COMPILED_LIMIT_NANOS;
    long before = compilerNanos();
    for (boolean busy = Pause.settles(); busy && System.nanoTime() - deadline < 0; ) {
      TimeUnit.SECONDS.sleep(COMPILED_SECONDS);
      long now = compilerNanos();
      busy = now - before > COMPILED_CORES * TimeUnit.SECONDS.toNanos(COMPILED_SECONDS);
      before = now;
    }
    return this;
  }

  private long compilerNanos() throws IOException {
    long nanos = Child.compilerNanos(agent());
    for (ProcessHandle worker : workers()) {
      nanos += Child.compilerNanos(worker);
    }
    return nanos;
  }

  /** A camera may have two streams. */
  private long streaming() throws InterruptedException {
    return lines("outpost_stream_up")
        .filter(line -> line.endsWith(" 1.0"))
        .map(line -> line.replaceFirst(".*camera=\"([^\"]*)\".*", "$1"))
        .distinct()
        .count();
  }

  @Override
  public void keep(int cameras) throws IOException, InterruptedException {
    for (int i = cameras; Files.deleteIfExists(file(i)); i++) {}
    awaitStreams(cameras);
    dropped();
  }

  /** Of a metric over all cameras; 0 while the agent does not answer. */
  double sum(String metric) throws InterruptedException {
    return lines(metric)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private Stream<String> lines(String metric) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console + "/metrics")).build();
    try {
      return http.send(request, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "));
    } catch (IOException notYet) {
      return Stream.of();
    }
  }

  /** Access units that were not analysed. */
  @Override
  public long dropped() throws InterruptedException {
    // Streams that go, and cameras that stop, take their counters or what waits with them.
    long now = (long) sum("outpost_access_units_dropped_total");
    long more = now - droppedBefore;
    droppedBefore = now;
    return Math.max(0, more);
  }

  /** Of the agent and its worker. */
  @Override
  public long cpuNanos() throws IOException {
    return Child.treeCpuNanos(process.toHandle());
  }

  /** The agent itself. */
  ProcessHandle agent() {
    return process.toHandle();
  }

  /** Its vision workers. */
  List<ProcessHandle> workers() {
    return process.descendants().toList();
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
