package io.outpost.benchmarks.micro;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.StreamStills;
import io.outpost.agent.demo.DrawnClip;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Versions;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Sampling;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.OutboxSettings;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.benchmarks.Home;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How many pictures a second does the whole line take, from the access unit to the event on the
 * disk, with faces and a lane asked for? The drawn scene, whose cars and face the detectors find;
 * one camera, one worker. {@code benchmarks/run jmh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LineBenchmark {
  /** Four seconds of the scene: two groups of pictures. */
  private static final int PICTURES = 60;

  private static final int BATCH = 15;
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
  private static final Duration READY_LIMIT = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final EventFactory events = new EventFactory("station-7", Versions.UNKNOWN);
  private Scratch scratch;
  private Outbox outbox;
  private VisionWorkers workers;
  private List<AccessUnit> clip;

  @Setup
  public void open() throws IOException, InterruptedException {
    scratch = Scratch.make("line");
    outbox =
        Outbox.open(
            scratch.path(),
            OutboxSettings.defaults("station-7", Set.of()),
            SystemTime.INSTANCE,
            threads);
    workers =
        VisionWorkers.start(
            new VisionSettings(1, List.of(), Home.models(), READY_LIMIT),
            threads,
            SystemTime.INSTANCE,
            new SimpleMeterRegistry());
    workers.awaitReady(READY_LIMIT);
    clip = DrawnClip.make(workers).subList(0, PICTURES);
  }

  @TearDown
  public void close() throws IOException {
    workers.close();
    outbox.close();
    threads.shutdown();
    scratch.close();
  }

  /** Pictures a second. */
  @Benchmark
  @OperationsPerInvocation(PICTURES)
  public int pictures() throws IOException {
    CameraAnalysis analysis = new CameraAnalysis(Observations.CAMERA);
    Sampling sampling = new Sampling(LOOK_INTERVAL);
    int looked = 0;
    try (VisionStream stream = workers.open(StreamSpec.of(Observations.CAMERA, VideoCodec.H264))) {
      for (int at = 0; at < PICTURES; at += BATCH) {
        List<Look> looks = new ArrayList<>();
        for (AccessUnit unit : clip.subList(at, at + BATCH)) {
          looks.add(new Look(unit, sampling.due(unit.mediaMicros())));
        }
        Analysis done = stream.analyse(looks).join();
        for (AnalysedPicture picture : done.pictures()) {
          store(analysis.analyse(picture, new StreamStills(stream)));
          looked++;
        }
      }
      store(analysis.end());
    }
    if (looked < PICTURES / 4) {
      throw new IllegalStateException(looked + " pictures were looked at, expected 20");
    }
    return looked;
  }

  private void store(List<Observation> observations) {
    for (Observation observation : observations) {
      outbox.append(events.draft(Observations.CAMERA, observation)).join();
    }
  }
}
