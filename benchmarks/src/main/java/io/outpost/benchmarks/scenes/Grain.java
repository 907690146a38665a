package io.outpost.benchmarks.scenes;

import java.util.Random;

/** Noise without a grid to be seen: random levels on lattices of several widths, smoothed. */
final class Grain {
  private static final int SIDE = 256;

  private final float[] lattice = new float[SIDE * SIDE];

  Grain(Random random) {
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = random.nextFloat() * 2 - 1;
    }
  }

  /**
   * @param coarse width of the largest spots
   * @param octaves how many, each half as wide and half as strong as the one before
   * @return about -1..1
   */
  double at(double x, double y, double coarse, int octaves) {
    double sum = 0;
    double strength = 0.6;
    double frequency = 1 / coarse;
    for (int octave = 0; octave < octaves; octave++) {
      sum += strength * smooth(x * frequency + octave * 37.3, y * frequency + octave * 91.7);
      strength /= 2;
      frequency *= 2;
    }
    return sum;
  }

  private double smooth(double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double right = x - column;
    double down = y - row;
    double top = level(column, row) * (1 - right) + level(column + 1, row) * right;
    double bottom = level(column, row + 1) * (1 - right) + level(column + 1, row + 1) * right;
    return top * (1 - down) + bottom * down;
  }

  private float level(int column, int row) {
    return lattice[(row & (SIDE - 1)) * SIDE + (column & (SIDE - 1))];
  }
}
