package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothingTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 90;

  private final Smoothing smoothing = new Smoothing();

  /** Three blocks beside each other, of other levels in each colour. */
  private static byte[] blocks(double noise) {
    Random random = new Random(3);
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % WIDTH;
      double level = 60 + 50 * (x / 40) + 20 * (i % 3);
      rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(level + noise * random.nextGaussian())));
    }
    return rgb;
  }

  private static double off(byte[] rgb) {
    byte[] clean = blocks(0);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < rgb.length; i++) {
      int within = i / 3 % WIDTH % 40;
      if (within > 3 && within < 36) {
        double off = (rgb[i] & 0xff) - (clean[i] & 0xff);
        sum += off * off;
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2, 5})
  void apply_goodPicture_changesNothing(double noise) {
    byte[] rgb = blocks(noise);
    byte[] before = rgb.clone();
    smoothing.apply(rgb, WIDTH, HEIGHT);
    assertThat(rgb).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(doubles = {8, 15, 25})
  void apply_noisyPicture_hasLessThanHalfOfIt(double noise) {
    byte[] rgb = blocks(noise);
    double before = off(rgb);
    smoothing.apply(rgb, WIDTH, HEIGHT);
    assertThat(off(rgb)).isLessThan(before / 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {4, 8, 16})
  void noise_isMeasuredBesideEdges(double noise) {
    assertThat(Smoothing.noise(blocks(noise), WIDTH, HEIGHT)).isCloseTo(noise, within(noise / 5));
  }

  @Test
  void apply_flatPicture_keepsItsLevels() {
    byte[] rgb = blocks(0);
    smoothing.apply(rgb, WIDTH, HEIGHT);
    assertThat(rgb).isEqualTo(blocks(0));
  }
}
