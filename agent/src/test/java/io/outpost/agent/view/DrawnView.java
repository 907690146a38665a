package io.outpost.agent.view;

import io.outpost.agent.testing.Noise;
import io.outpost.agent.time.CaptureTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/**
 * What a camera sees of a scene of walls, windows and signs, larger than its picture, through a
 * lens and a sensor that can both be spoilt.
 */
final class DrawnView {
  private static final int WIDTH = ViewGrid.WIDTH;
  private static final int HEIGHT = ViewGrid.HEIGHT;
  private static final int WORLD_WIDTH = 640;
  private static final int WORLD_HEIGHT = 360;
  private static final int THINGS = 240;

  private final Noise sensor;
  private final double[] world = new double[WORLD_WIDTH * WORLD_HEIGHT];
  private final double[] picture = new double[WIDTH * HEIGHT];

  DrawnView(long seed) {
    sensor = new Noise(seed);
    Random random = new Random(seed);
    Arrays.fill(world, 100);
    for (int thing = 0; thing < THINGS; thing++) {
      int left = random.nextInt(WORLD_WIDTH);
      int top = random.nextInt(WORLD_HEIGHT);
      int right = Math.min(WORLD_WIDTH, left + 4 + random.nextInt(60));
      int bottom = Math.min(WORLD_HEIGHT, top + 4 + random.nextInt(40));
      int level = 40 + random.nextInt(160);
      for (int y = top; y < bottom; y++) {
        Arrays.fill(world, y * WORLD_WIDTH + left, y * WORLD_WIDTH + right, level);
      }
    }
  }

  /** Looks at the part of the scene that begins there. */
  DrawnView from(int left, int top) {
    for (int y = 0; y < HEIGHT; y++) {
      System.arraycopy(world, (top + y) * WORLD_WIDTH + left, picture, y * WIDTH, WIDTH);
    }
    return this;
  }

  DrawnView light(double gain, double offset) {
    for (int i = 0; i < picture.length; i++) {
      picture[i] = picture[i] * gain + offset;
    }
    return this;
  }

  /** Something of one level hides the part from column to column. */
  DrawnView hide(int left, int right, int level) {
    for (int y = 0; y < HEIGHT; y++) {
      Arrays.fill(picture, y * WIDTH + left, y * WIDTH + right, level);
    }
    return this;
  }

  /** Something with a texture of its own hides the part from column to column. */
  DrawnView hide(int left, int right, DrawnView by) {
    by.from(0, 0);
    for (int y = 0; y < HEIGHT; y++) {
      System.arraycopy(by.picture, y * WIDTH, picture, y * WIDTH + left, right - left);
    }
    return this;
  }

  /** A lens that makes discs of points. */
  DrawnView blur(int radius) {
    for (int pass = 0; pass < 2; pass++) {
      smear(radius, 1, WIDTH, HEIGHT, WIDTH);
      smear(radius, WIDTH, HEIGHT, WIDTH, 1);
    }
    return this;
  }

  private void smear(int radius, int step, int length, int lines, int lineStep) {
    double[] line = new double[length];
    for (int l = 0; l < lines; l++) {
      for (int i = 0; i < length; i++) {
        line[i] = picture[l * lineStep + i * step];
      }
      for (int i = 0; i < length; i++) {
        double sum = 0;
        for (int near = i - radius; near <= i + radius; near++) {
          sum += line[Math.max(0, Math.min(length - 1, near))];
        }
        picture[l * lineStep + i * step] = sum / (2 * radius + 1);
      }
    }
  }

  /** What the sensor makes of it. */
  byte[] luma(double noise) {
    sensor.begin();
    byte[] luma = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < luma.length; i++) {
      double level = picture[i] + sensor.next() * noise;
      luma[i] = (byte) Math.max(16, Math.min(235, Math.round(level)));
    }
    return luma;
  }

  static ViewLook view(long mediaMicros, Outline outline) {
    return new ViewLook(
        mediaMicros,
        new CaptureTime(
            Instant.EPOCH.plusNanos(mediaMicros * 1000), CaptureTime.Source.MEDIA, Duration.ZERO),
        outline);
  }
}
