package io.outpost.benchmarks.micro;

import io.outpost.agent.gate.Glance;
import io.outpost.agent.gate.MotionArea;
import io.outpost.agent.gate.MotionModel;
import java.util.List;
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
 * What does it cost to compare one picture with its scene, scaling not included? {@code
 * benchmarks/run jmh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GateBenchmark {
  private static final int PICTURES = 16;
  private static final long KEY_INTERVAL_MICROS = 2_000_000;
  private static final double NOISE = 2;

  private final byte[][] pictures = new byte[PICTURES][];
  private MotionModel model;
  private int number;

  @Setup
  public void draw() {
    model = new MotionModel(new MotionArea(List.of(), List.of(), true));
    Random random = new Random(20_261_126);
    for (int i = 0; i < PICTURES; i++) {
      pictures[i] = new byte[MotionModel.WIDTH * MotionModel.HEIGHT];
      for (int pixel = 0; pixel < pictures[i].length; pixel++) {
        int ground = 60 + pixel % MotionModel.WIDTH / 3;
        pictures[i][pixel] = (byte) Math.round(ground + random.nextGaussian() * NOISE);
      }
    }
    for (int i = 0; i < 4 * PICTURES; i++) {
      quietKeyPicture();
    }
  }

  /** Key pictures of a quiet scene: each is compared, and learnt from. */
  @Benchmark
  public Glance quietKeyPicture() {
    number++;
    Glance glance = model.look(pictures[number % PICTURES], number * KEY_INTERVAL_MICROS);
    if (number > 2 * PICTURES && !glance.quiet()) {
      throw new IllegalStateException("noise was taken for motion: " + glance);
    }
    return glance;
  }
}
