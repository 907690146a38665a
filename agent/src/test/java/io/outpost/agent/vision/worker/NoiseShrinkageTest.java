package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseShrinkageTest {
  private static final int WIDTH = 101;
  private static final int HEIGHT = 70;
  private static final int DARK = 70;
  private static final int LIGHT = 150;

  private final NoiseShrinkage shrinkage = new NoiseShrinkage();

  /** Dark on the left, light on the right, and a light spot of 6 by 6 pixels in the dark. */
  private static byte[] scene(double noise) {
    Random random = new Random(11);
    byte[] plane = new byte[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean spot = x >= 20 && x < 26 && y >= 30 && y < 36;
        double level = (x >= 60 || spot ? LIGHT : DARK) + noise * random.nextGaussian();
        plane[y * WIDTH + x] = (byte) Math.max(0, Math.min(255, Math.round(level)));
      }
    }
    return plane;
  }

  private static double off(byte[] plane) {
    byte[] clean = scene(0);
    double sum = 0;
    for (int i = 0; i < plane.length; i++) {
      double off = (plane[i] & 0xff) - (clean[i] & 0xff);
      sum += off * off;
    }
    return Math.sqrt(sum / plane.length);
  }

  private static double mean(byte[] plane, int fromX, int fromY, int side) {
    double sum = 0;
    for (int y = fromY; y < fromY + side; y++) {
      for (int x = fromX; x < fromX + side; x++) {
        sum += plane[y * WIDTH + x] & 0xff;
      }
    }
    return sum / (side * side);
  }

  @ParameterizedTest
  @ValueSource(doubles = {6, 14, 25})
  void apply_noise_leavesLessThanHalfOfIt(double noise) {
    byte[] plane = scene(noise);
    double before = off(plane);
    shrinkage.apply(plane, WIDTH, HEIGHT);
    assertThat(off(plane)).isLessThan(before / 2);
  }

  @Test
  void apply_noise_leavesEdgesAndSmallThings() {
    byte[] plane = scene(14);
    shrinkage.apply(plane, WIDTH, HEIGHT);
    assertThat(mean(plane, 22, 32, 2) - mean(plane, 30, 32, 2)).isGreaterThan(50);
    assertThat(mean(plane, 62, 10, 6) - mean(plane, 52, 10, 6)).isGreaterThan(70);
  }

  @Test
  void apply_noNoise_changesNothing() {
    byte[] plane = scene(0);
    shrinkage.apply(plane, WIDTH, HEIGHT);
    assertThat(plane).isEqualTo(scene(0));
  }

  @Test
  void apply_anotherPlaneBefore_makesNoDifference() {
    byte[] alone = scene(14);
    new NoiseShrinkage().apply(alone, WIDTH, HEIGHT);
    shrinkage.apply(new byte[4 * WIDTH * HEIGHT], 2 * WIDTH, 2 * HEIGHT);
    shrinkage.apply(scene(25), WIDTH, HEIGHT);
    byte[] after = scene(14);
    shrinkage.apply(after, WIDTH, HEIGHT);
    assertThat(after).isEqualTo(alone);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "9, 1", "3, 2", "17, 5"})
  void apply_smallerThanItsSizes_keepsTheMean(int width, int height) {
    byte[] plane = new byte[width * height];
    new Random(5).nextBytes(plane);
    double before = sum(plane);
    shrinkage.apply(plane, width, height);
    assertThat(sum(plane) / plane.length)
        .isBetween(before / plane.length - 30, before / plane.length + 30);
  }

  private static double sum(byte[] plane) {
    double sum = 0;
    for (byte level : plane) {
      sum += level & 0xff;
    }
    return sum;
  }
}
