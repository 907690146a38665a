package io.outpost.agent.testing;

import java.util.Random;

/**
 * A sensor's noise for drawn pictures, normal, of deviation 1. Each picture takes it from elsewhere
 * in one table: to draw it anew for each pixel is most of what such a picture costs.
 */
public final class Noise {
  private static final double[] VALUES = new double[1 << 19];

  static {
    Random random = new Random(1);
    for (int i = 0; i < VALUES.length; i++) {
      VALUES[i] = random.nextGaussian();
    }
  }

  private final Random places;
  private int at;

  public Noise(long seed) {
    places = new Random(seed);
  }

  /** Before each picture: from here on it is another noise. */
  public void begin() {
    at = places.nextInt(VALUES.length);
  }

  /** Of the next pixel. */
  public double next() {
    at = (at + 1) % VALUES.length;
    return VALUES[at];
  }
}
