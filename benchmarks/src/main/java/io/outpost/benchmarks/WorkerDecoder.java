package io.outpost.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Look.Aim;
import io.outpost.agent.gate.Sampling;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Our decode path as it is shipped: the agent's side in this process, a vision worker as its child,
 * access units over the Unix domain socket in batches of 200 ms, a mask on the picture, every
 * picture decoded. No detector runs, for no face and no lane is asked for.
 */
final class WorkerDecoder implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
  private static final int BATCH = Clip.PICTURES_PER_SECOND / 5;
  private static final Polygon MASK =
      new Polygon(List.of(new Point(0, 0), new Point(0.2, 0), new Point(0.2, 0.1)));

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final VisionWorkers workers;
  private final ProcessHandle worker;
  private long agentNanos;

  WorkerDecoder() throws IOException, InterruptedException, Unavailable {
    if (!Files.isDirectory(Home.models())) {
      throw new Unavailable("no models in " + Home.models() + "; run ./mvnw -DskipTests package");
    }
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    workers =
        VisionWorkers.start(
            new VisionSettings(1, List.of(), Home.models(), CALL_TIMEOUT),
            threads,
            SystemTime.INSTANCE,
            new SimpleMeterRegistry());
    workers.awaitReady(READY_LIMIT);
    worker =
        ProcessHandle.current()
            .children()
            .filter(child -> !before.contains(child))
            .findFirst()
            .orElseThrow(() -> new IOException("the vision worker is not a child of this process"));
  }

  /** Which pictures are looked at. */
  enum Gate {
    /** There is none: one picture every 200 ms is taken out for detectors. */
    NONE,
    /** As in strict mode: one every 120 ms is compared with the scene. */
    STRICT,
    /** Every picture is compared with the scene. */
    EVERY_PICTURE,
    /** As in eco mode: key pictures alone are decoded, and compared with the scene. */
    ECO
  }

  /**
   * Takes all of the clip through the worker.
   *
   * @return CPU nanoseconds of the worker; {@link #agentNanos} has those of the agent's side
   */
  double decode(List<AccessUnit> clip, Gate gate) throws IOException {
    long agent = system.getProcessCpuTime();
    long before = workerNanos();
    int decoded = 0;
    List<Look> all = looks(clip, gate);
    try (VisionStream stream = workers.open(spec(clip.get(0).codec(), gate))) {
      for (int at = 0; at < all.size(); at += BATCH) {
        List<Look> batch = all.subList(at, Math.min(all.size(), at + BATCH));
        decoded += clean(stream.analyse(batch).join());
      }
      decoded += clean(stream.finish().join());
    }
    if (decoded != all.size()) {
      throw new IOException(decoded + " pictures decoded, expected " + all.size());
    }
    long spent = workerNanos() - before;
    agentNanos = system.getProcessCpuTime() - agent;
    return spent;
  }

  private static List<Look> looks(List<AccessUnit> clip, Gate gate) {
    Sampling looks = new Sampling(LOOK_INTERVAL);
    Sampling glances = new Sampling(ActivityGate.STRICT_GLANCES);
    List<Look> all = new ArrayList<>();
    for (AccessUnit unit : clip) {
      switch (gate) {
        case NONE -> all.add(new Look(unit, looks.due(unit.mediaMicros())));
        case STRICT ->
            all.add(new Look(unit, glances.due(unit.mediaMicros()) ? Aim.GLANCE : Aim.PASS));
        case EVERY_PICTURE -> all.add(new Look(unit, Aim.GLANCE));
        case ECO -> {
          if (unit.key()) {
            all.add(new Look(unit, Aim.GLANCE, true));
          }
        }
      }
    }
    return all;
  }

  /** Of the last {@link #decode}. */
  long agentNanos() {
    return agentNanos;
  }

  private static int clean(Analysis analysis) throws IOException {
    if (analysis.corrupt() > 0) {
      throw new IOException(analysis.corrupt() + " pictures did not decode cleanly");
    }
    return analysis.decoded();
  }

  private static StreamSpec spec(VideoCodec codec, Gate gate) {
    StreamSpec spec = new StreamSpec("benchmark", codec, List.of(MASK), Faces.DISABLED, List.of());
    return gate == Gate.NONE ? spec : spec.withGate();
  }

  /**
   * Of the threads that live, to the nanosecond ({@code /proc/PID/task/TID/schedstat}); of the
   * whole process it is told in hundredths of a second. Those that came and went are the same
   * before and after.
   */
  private long workerNanos() throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + worker.pid() + "/task"))) {
      for (Path task : tasks) {
        String spent = Files.readString(task.resolve("schedstat"));
        nanos += Long.parseLong(spent.substring(0, spent.indexOf(' ')));
      }
    }
    return nanos;
  }

  /** A clip as a camera would have sent it. */
  static List<AccessUnit> units(Clip clip) throws IOException, InterruptedException {
    return units(clip.accessUnits(), clip.codec());
  }

  /** The same of H.264 pictures in Annex B, a key picture every {@link Clip#PICTURES_PER_GROUP}. */
  static List<AccessUnit> units(List<byte[]> pictures) {
    return units(pictures, VideoCodec.H264);
  }

  private static List<AccessUnit> units(List<byte[]> pictures, VideoCodec codec) {
    List<AccessUnit> units = new ArrayList<>();
    for (byte[] picture : pictures) {
      int number = units.size();
      long micros = number * 1_000_000L / Clip.PICTURES_PER_SECOND;
      CaptureTime time =
          new CaptureTime(
              Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              CaptureTime.Source.MEDIA,
              Duration.ZERO);
      boolean key = number % Clip.PICTURES_PER_GROUP == 0;
      units.add(new AccessUnit(codec, picture, micros, time, key, 0));
    }
    return units;
  }

  @Override
  public void close() {
    workers.close();
    threads.shutdown();
  }
}
