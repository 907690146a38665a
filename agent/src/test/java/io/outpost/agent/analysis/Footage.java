package io.outpost.agent.analysis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Sampling;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.testing.GatedClip;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.ClipReader;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs a real worker and the analysis over clips that are not part of this project. */
final class Footage implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);

  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final long KEPT_BYTES = 16L << 20;

  private final Path folder;
  private final ExecutorService executor;
  private final VisionWorkers workers;

  private Footage(Path folder, ExecutorService executor, VisionWorkers workers) {
    this.folder = folder;
    this.executor = executor;
    this.workers = workers;
  }

  /** Skips the test where clips or models are missing. */
  static Footage open() throws IOException, InterruptedException {
    // Tests run in the module's folder or in the repository's.
    Path root = Files.isDirectory(Path.of("src")) ? Path.of("..") : Path.of(".");
    Path folder = root.resolve("../shared/footage");
    assumeTrue(
        Files.isDirectory(folder),
        "no footage: put the clips into ../shared/footage beside the repository");
    Path models = root.resolve("agent/target/outpost/models");
    assumeTrue(
        Files.isDirectory(models),
        "no detector models in agent/target/outpost/models: run ./mvnw package first");
    ExecutorService executor = Executors.newCachedThreadPool();
    var settings = new VisionSettings(1, List.of(), models, READY);
    VisionWorkers workers =
        VisionWorkers.start(settings, executor, SystemTime.INSTANCE, new SimpleMeterRegistry());
    workers.awaitReady(READY);
    return new Footage(folder, executor, workers);
  }

  /**
   * What is told of a clip, the closing observations at its end included.
   *
   * @param interval between two pictures that are looked at
   * @param watcher sees every analysed picture
   */
  List<Observation> analyse(
      String clip, Camera camera, Duration interval, Consumer<AnalysedPicture> watcher)
      throws IOException, InterruptedException {
    if (camera.watchfulness().mode() != AnalysisMode.ALWAYS) {
      return analyseGated(clip, camera, interval, watcher);
    }
    CameraAnalysis analysis = new CameraAnalysis(camera);
    List<Observation> observations = new ArrayList<>();
    Sampling sampling = new Sampling(interval);
    try (ClipReader reader = workers.clip(folder.resolve(clip), Instant.EPOCH);
        VisionStream stream = workers.open(StreamSpec.of(camera, reader.codec()))) {
      List<AccessUnit> units;
      do {
        units = reader.read();
        List<Look> looks =
            units.stream().map(u -> new Look(u, sampling.due(u.mediaMicros()))).toList();
        Analysis batch = get(units.isEmpty() ? stream.finish() : stream.analyse(looks));
        for (AnalysedPicture picture : batch.pictures()) {
          watcher.accept(picture);
          observations.addAll(analysis.analyse(picture, new StreamStills(stream)));
        }
      } while (!units.isEmpty());
    }
    observations.addAll(analysis.end());
    return observations;
  }

  private List<Observation> analyseGated(
      String clip, Camera camera, Duration interval, Consumer<AnalysedPicture> watcher)
      throws IOException, InterruptedException {
    CameraAnalysis analysis = new CameraAnalysis(camera);
    List<Observation> observations = new ArrayList<>();
    ActivityGate gate =
        new ActivityGate(
            camera.watchfulness(), interval, new GopBuffer(KEPT_BYTES, KEPT), ZoneOffset.UTC);
    try (ClipReader reader = workers.clip(folder.resolve(clip), Instant.EPOCH);
        VisionStream stream = workers.open(StreamSpec.of(camera, reader.codec()).withGate())) {
      GatedClip gated =
          new GatedClip(
              gate,
              stream,
              (picture, rested) -> {
                if (rested) {
                  analysis.rested();
                }
                watcher.accept(picture);
                observations.addAll(analysis.analyse(picture, new StreamStills(stream)));
                return analysis.occupied();
              });
      for (List<AccessUnit> units = reader.read(); !units.isEmpty(); units = reader.read()) {
        for (AccessUnit unit : units) {
          gated.next(unit);
        }
      }
    }
    observations.addAll(analysis.end());
    return observations;
  }

  private static Analysis get(Future<Analysis> analysis) throws IOException, InterruptedException {
    try {
      return analysis.get();
    } catch (ExecutionException e) {
      throw new IOException("a batch failed: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    workers.close();
    executor.shutdownNow();
  }
}
