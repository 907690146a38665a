package io.outpost.agent.plan;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Look.Aim;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Measures what pictures cost on this machine: a drawn road is coded, and the real worker decodes
 * it, compares it with the scene, and looks for faces and bodies. It counts the processor time of
 * this process and its children, so that other work on the machine slows it without adding to it.
 */
public final class Measurement {
  private static final Duration WORKER_START = Duration.ofSeconds(60);

  /** Processor time is told in steps of 10 ms; so much of it is one in a hundred. */
  private static final Duration ENOUGH = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofSeconds(6);

  private static final int LOOK_EVERY = 10;

  /**
   * An allowance, not a measurement: a camera's picture takes longer to decode than one of the
   * worker's encoder, which spares what makes decoding dear.
   */
  private static final double CAMERA_PICTURE = 2.5;

  /** The same for key pictures. */
  private static final double CAMERA_KEY = 1.4;

  private static final Faces FACES = new Faces(true, Faces.DISABLED.minWidth());
  private static final Lane LANE =
      new Lane(
          "all",
          new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1))),
          Duration.ofSeconds(1),
          Set.of(ObjectClass.VEHICLE, ObjectClass.PERSON, ObjectClass.BICYCLE));

  private final VisionWorkers workers;
  private final TimeSource time;
  private final Consumer<String> step;

  /**
   * How pictures are looked at.
   *
   * @param looks of a round's pictures; empty ones are not decoded
   */
  private record Task(StreamSpec spec, UnaryOperator<List<Look>> looks) {}

  private Measurement(VisionWorkers workers, TimeSource time, Consumer<String> step) {
    this.workers = workers;
    this.time = time;
    this.step = step;
  }

  /**
   * Measures, in less than a minute on a machine with nothing else to do.
   *
   * @param detectors that look at the cameras which name none
   * @param step told what is measured now
   * @throws IOException when the worker fails
   */
  public static Costs run(DetectorChoice detectors, TimeSource time, Consumer<String> step)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(Measurement::daemon);
    step.accept("starting a vision worker");
    try (VisionWorkers workers =
        VisionWorkers.start(
            VisionSettings.children(1).with(detectors), threads, time, new SimpleMeterRegistry())) {
      workers.awaitReady(WORKER_START);
      return new Measurement(workers, time, step).costs();
    } finally {
      threads.shutdownNow();
    }
  }

  private Costs costs() throws IOException, InterruptedException {
    step.accept("drawing and coding 1080p");
    MeasuredClip main = MeasuredClip.of(PlannedStream.MAIN, workers);
    step.accept("drawing and coding 640 x 360");
    MeasuredClip sub = MeasuredClip.of(PlannedStream.SUB, workers);
    Costs.Size large = size("1080p", PlannedStream.MAIN, main);
    Costs.Size small = size("640 x 360", PlannedStream.SUB, sub);
    step.accept("measuring the gate");
    double decoded = each(sub, all(spec(), Aim.PASS, 1));
    double glanced = each(sub, all(spec().withGate(), Aim.GLANCE, 1));
    step.accept("measuring the detector for bodies");
    double body = each(sub, all(spec(Faces.DISABLED, List.of(LANE)), Aim.ANALYSE, LOOK_EVERY));
    step.accept("measuring the detector for faces");
    double face = each(sub, all(spec(FACES, List.of()), Aim.ANALYSE, LOOK_EVERY));
    return new Costs(
        large,
        small,
        Math.max(0, glanced - decoded),
        Math.max(0, body - decoded) * LOOK_EVERY,
        Math.max(0, face - decoded) * LOOK_EVERY);
  }

  private Costs.Size size(String name, PlannedStream stream, MeasuredClip clip)
      throws IOException, InterruptedException {
    step.accept("measuring the decoding of " + name);
    double picture = each(clip, all(spec(), Aim.PASS, 1));
    step.accept("measuring the key pictures of " + name);
    double key = each(clip, keys());
    return new Costs.Size(stream.pixels(), picture * CAMERA_PICTURE, key * CAMERA_KEY);
  }

  private static Task all(StreamSpec spec, Aim aim, int every) {
    return new Task(
        spec,
        looks -> {
          List<Look> wanted = new ArrayList<>();
          for (int i = 0; i < looks.size(); i++) {
            wanted.add(i % every == 0 ? new Look(looks.get(i).unit(), aim) : looks.get(i));
          }
          return wanted;
        });
  }

  /** Each by itself, as the gate has them decoded while it waits. */
  private static Task keys() {
    return new Task(
        spec(),
        looks ->
            looks.stream()
                .filter(look -> look.unit().key())
                .map(look -> new Look(look.unit(), Aim.PASS, true))
                .toList());
  }

  private static StreamSpec spec() {
    return spec(Faces.DISABLED, List.of());
  }

  private static StreamSpec spec(Faces faces, List<Lane> lanes) {
    return new StreamSpec("plan", VideoCodec.H264, List.of(), faces, lanes);
  }

  /** Processor time of one picture that is handed over, milliseconds. */
  private double each(MeasuredClip clip, Task task) throws IOException, InterruptedException {
    try (VisionStream stream = workers.open(task.spec())) {
      int round = 0;
      look(stream, task, clip.round(round++)); // detectors are loaded, code is warm
      long deadline = time.nanos() + LONGEST.toNanos();
      Duration begin = ProcessorTime.spent();
      Duration spent = Duration.ZERO;
      int pictures = 0;
      while (spent.compareTo(ENOUGH) < 0 && (pictures == 0 || time.nanos() < deadline)) {
        pictures += look(stream, task, clip.round(round++));
        spent = ProcessorTime.spent().minus(begin);
      }
      return spent.toNanos() / 1e6 / pictures;
    }
  }

  private static int look(VisionStream stream, Task task, List<AccessUnit> units)
      throws IOException, InterruptedException {
    List<Look> looks =
        task.looks().apply(units.stream().map(unit -> new Look(unit, Aim.PASS)).toList());
    try {
      stream.analyse(looks).get();
      return looks.size();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "plan-worker");
    thread.setDaemon(true);
    return thread;
  }
}
