package io.outpost.benchmarks.micro;

import io.outpost.agent.analysis.TrackGroup;
import io.outpost.agent.analysis.Tracker;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does one step of the tracker cost when a hundred vehicles are in the picture? {@code
 * benchmarks/run jmh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TrackerBenchmark {
  private static final int COLUMNS = 10;
  private static final int OBJECTS = COLUMNS * COLUMNS;

  /** Pictures after which the traffic repeats itself: every vehicle goes out and comes back. */
  private static final int PERIOD = 64;

  private static final long STEP_MICROS = 200_000;

  private final List<List<Detection>> pictures = new ArrayList<>();
  private Tracker tracker;
  private long tracksMade;
  private int step;

  @Setup
  public void draw() {
    tracker = new Tracker(TrackGroup.VEHICLES, () -> ++tracksMade);
    Random random = new Random(20_261_125);
    for (int picture = 0; picture < PERIOD; picture++) {
      List<Detection> detections = new ArrayList<>();
      for (int object = 0; object < OBJECTS; object++) {
        detections.add(vehicle(object, picture, random));
      }
      pictures.add(detections);
    }
  }

  /** Each circles around its own place; the detector's boxes jitter, and some are weak. */
  private static Detection vehicle(int object, int picture, Random random) {
    double angle = 2 * Math.PI * picture / PERIOD + object;
    double x = 0.01 + (object % COLUMNS) * 0.098 + 0.01 * Math.cos(angle);
    int row = object / COLUMNS;
    double y = 0.01 + row * 0.098 + 0.01 * Math.sin(angle);
    double size = 0.05 + random.nextGaussian() * 0.001;
    Box box = new Box(x + random.nextGaussian() * 0.001, y, size, size);
    double score = random.nextInt(10) == 0 ? 0.45 : 0.8;
    return new Detection(ObjectClass.VEHICLE, box, score, Optional.empty());
  }

  /** One picture. */
  @Benchmark
  public int step() {
    tracker.step(step * STEP_MICROS, pictures.get(step % PERIOD));
    step++;
    int living = tracker.tracks().size();
    if (living < OBJECTS * 9 / 10) {
      throw new IllegalStateException(living + " tracks live, expected about " + OBJECTS);
    }
    return living;
  }
}
