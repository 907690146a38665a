package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourSmoothingTest {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 90;

  private final ColourSmoothing smoothing = new ColourSmoothing();

  /**
   * Three blocks beside each other, each of its own grey and colour.
   *
   * @param colour deviation of the noise of red and blue, as coarse as two pixels
   * @param brightness of that which all three colours share
   */
  private static byte[] blocks(double colour, double brightness) {
    Random random = new Random(3);
    double[] coarse = new double[2 * (WIDTH / 2) * (HEIGHT / 2)];
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] = colour * random.nextGaussian();
    }
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double grey = 60 + 50 * (x / 40) + brightness * random.nextGaussian();
        int place = (y / 2 * (WIDTH / 2) + x / 2) * 2;
        int at = (y * WIDTH + x) * 3;
        rgb[at] = level(grey + 20 * (x / 40) + coarse[place]);
        rgb[at + 1] = level(grey - (0.299 * coarse[place] + 0.114 * coarse[place + 1]) / 0.587);
        rgb[at + 2] = level(grey - 10 + coarse[place + 1]);
      }
    }
    return rgb;
  }

  private static byte level(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }

  private static double luma(byte[] rgb, int at) {
    return 0.299 * (rgb[at] & 0xff) + 0.587 * (rgb[at + 1] & 0xff) + 0.114 * (rgb[at + 2] & 0xff);
  }

  /** Deviation of red from what it would be without noise, inside the blocks. */
  private static double redOff(byte[] rgb) {
    byte[] clean = blocks(0, 0);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      int within = i / 3 % WIDTH % 40;
      if (within > 7 && within < 32) {
        double off = (rgb[i] & 0xff) - (clean[i] & 0xff);
        sum += off * off;
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 10, 25})
  void apply_roughInBrightnessAlone_changesNothing(double brightness) {
    byte[] rgb = blocks(0, brightness);
    byte[] before = rgb.clone();

    smoothing.apply(rgb, WIDTH, HEIGHT);

    assertThat(rgb).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(doubles = {8, 15, 25})
  void apply_noisyColours_haveAThirdOfItAtMost(double colour) {
    byte[] rgb = blocks(colour, 0);
    double before = redOff(rgb);

    smoothing.apply(rgb, WIDTH, HEIGHT);

    assertThat(redOff(rgb)).isLessThan(before / 3);
  }

  @Test
  void apply_noisyColours_leavesBrightnessAsItWas() {
    byte[] rgb = blocks(12, 6);
    byte[] before = rgb.clone();

    smoothing.apply(rgb, WIDTH, HEIGHT);

    assertThat(rgb).isNotEqualTo(before);
    for (int at = 0; at < rgb.length; at += 3) {
      assertThat(Math.abs(luma(rgb, at) - luma(before, at))).as("pixel %d", at / 3).isLessThan(3);
    }
  }

  @Test
  void apply_colourOfBlocks_staysWhereItWas() {
    byte[] rgb = blocks(12, 0);
    smoothing.apply(rgb, WIDTH, HEIGHT);
    for (int block = 0; block < 3; block++) {
      double red = 0;
      double blue = 0;
      int count = 0;
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 40 * block + 8; x < 40 * block + 32; x++, count++) {
          int at = (y * WIDTH + x) * 3;
          red += (rgb[at] & 0xff) - (rgb[at + 1] & 0xff);
          blue += (rgb[at + 2] & 0xff) - (rgb[at + 1] & 0xff);
        }
      }
      assertThat(red / count)
          .as("red of block %d", block)
          .isBetween(20.0 * block - 3, 20.0 * block + 3);
      assertThat(blue / count).as("blue of block %d", block).isBetween(-13.0, -7.0);
    }
  }
}
