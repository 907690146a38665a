package io.outpost.agent.gate;

import io.outpost.agent.testing.Noise;
import java.util.Random;

/**
 * A drawn scene in the size of the motion model: a textured ground, noise, and what is put on it.
 */
final class GreyScene {
  private static final int WIDTH = MotionModel.WIDTH;
  private static final int HEIGHT = MotionModel.HEIGHT;

  private static final int MIDDLE = 112;

  private final Random random;
  private final Noise sensor;
  private final double noise;
  private final int[] ground = new int[WIDTH * HEIGHT];
  private final byte[] luma = new byte[WIDTH * HEIGHT];

  GreyScene(long seed, double noise) {
    this.random = new Random(seed);
    this.sensor = new Noise(seed);
    this.noise = noise;
    for (int i = 0; i < ground.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      ground[i] = 60 + x * 80 / WIDTH + ((x / 13 + y / 7) % 2) * 25;
    }
  }

  /** The next picture, in the light and with the bodies given. */
  byte[] picture(double gain, int offset, Body... bodies) {
    sensor.begin();
    for (int i = 0; i < ground.length; i++) {
      double level = ground[i];
      for (Body body : bodies) {
        if (body.covers(i % WIDTH, i / WIDTH)) {
          level = MIDDLE + body.contrast; // It hides the ground.
        }
      }
      double value = level * gain + offset + sensor.next() * noise;
      luma[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return luma;
  }

  /** The next picture, with a beam of light on it that is strongest in the middle. */
  byte[] lit(int column, int row, int levels, Body... bodies) {
    picture(1, 0, bodies);
    for (int i = 0; i < luma.length; i++) {
      double across = (i % WIDTH - column) / 56.0;
      double down = (i / WIDTH - row) / 28.0;
      double strength = Math.max(0, 1 - across * across - down * down);
      luma[i] = (byte) Math.min(255, (luma[i] & 0xff) + Math.round(strength * levels));
    }
    return luma;
  }

  /** The next picture, with so many short streaks of rain. */
  byte[] rain(int streaks, Body... bodies) {
    picture(1, 0, bodies);
    for (int streak = 0; streak < streaks; streak++) {
      int first = random.nextInt(WIDTH * (HEIGHT - 3));
      for (int i = first; i < first + 3 * WIDTH; i += WIDTH) {
        luma[i] = (byte) Math.min(255, (luma[i] & 0xff) + 25);
      }
    }
    return luma;
  }

  byte[] quiet() {
    return picture(1, 0);
  }

  /** A rectangle that is lighter or darker than the middle of the ground's levels. */
  record Body(int x, int y, int width, int height, int contrast) {
    boolean covers(int column, int row) {
      return column >= x && column < x + width && row >= y && row < y + height;
    }
  }
}
