package io.outpost.agent.vision.worker;

import java.util.Arrays;

/**
 * Takes noise off a plane and leaves edges: of what differs from its surroundings, at each of
 * several sizes, as much as noise may have made is taken away. The undecimated Haar transform with
 * soft thresholds (R. Coifman and D. Donoho, "Translation-invariant de-noising", 1995); each rim is
 * taken to go on at the one across.
 *
 * <p>Not thread-safe: it keeps room for one plane.
 */
final class NoiseShrinkage {
  /** Differences between pixels, and between means of two, of four and of eight. */
  private static final int SIZES = 4;

  /** What is taken away at most, in deviations of the noise. */
  private static final double STRENGTH = 2;

  /** Of a normal distribution: the median of absolute values, in deviations. */
  private static final double MEDIAN = 0.6745;

  private static final int MOST = 255;

  /** Absolute values are counted for their median in quarters of a level. */
  private static final int PER_LEVEL = 4;

  private static final int BINS = 2 * (MOST + 1) * PER_LEVEL;

  private final int[] counts = new int[BINS];

  /** Means, finest first, each of four times as many pixels as the one before; times their side. */
  private final float[][] means = new float[SIZES + 1][0];

  // What of the differences is taken away: of each pixel to those below it, to those beside it, and
  // of both.
  private final float[][] rows = new float[SIZES][0];
  private final float[][] columns = new float[SIZES][0];
  private final float[][] corners = new float[SIZES][0];

  /**
   * Changes a plane where it is.
   *
   * @param plane levels, row by row without padding
   */
  void apply(byte[] plane, int width, int height) {
    int pixels = width * height;
    makeRoom(pixels);
    for (int i = 0; i < pixels; i++) {
      means[0][i] = plane[i] & 0xff;
    }
    for (int size = 0; size < SIZES; size++) {
      split(size, width, height);
    }
    float most = (float) (STRENGTH * deviation(corners[0], pixels));
    Arrays.fill(means[SIZES], 0, pixels, 0);
    for (int size = SIZES - 1; size >= 0; size--) {
      clip(rows[size], pixels, most);
      clip(columns[size], pixels, most);
      clip(corners[size], pixels, most);
      join(size, width, height);
    }
    for (int i = 0; i < pixels; i++) {
      int level = (plane[i] & 0xff) - Math.round(means[0][i]);
      plane[i] = (byte) Math.max(0, Math.min(MOST, level));
    }
  }

  private void makeRoom(int pixels) {
    if (means[SIZES].length < pixels) {
      for (int size = 0; size < SIZES; size++) {
        means[size] = new float[pixels];
        rows[size] = new float[pixels];
        columns[size] = new float[pixels];
        corners[size] = new float[pixels];
      }
      means[SIZES] = new float[pixels];
    }
  }

  /** Into means of four and the differences between them. */
  private void split(int size, int width, int height) {
    int step = 1 << size;
    float[] from = means[size];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int below = (y + step) % height * width;
      for (int x = 0; x < width; x++) {
        int right = (x + step) % width;
        float a = from[row + x];
        float b = from[row + right];
        float c = from[below + x];
        float d = from[below + right];
        means[size + 1][row + x] = (a + b + c + d) / 2;
        rows[size][row + x] = (a + b - c - d) / 2;
        columns[size][row + x] = (a - b + c - d) / 2;
        corners[size][row + x] = (a - b - c + d) / 2;
      }
    }
  }

  /** Of a pixel, the mean of what the four differences that it takes part in say of it. */
  private void join(int size, int width, int height) {
    int step = 1 << size;
    float[] coarser = means[size + 1];
    float[] row = rows[size];
    float[] column = columns[size];
    float[] corner = corners[size];
    for (int y = 0; y < height; y++) {
      int above = Math.floorMod(y - step, height) * width;
      for (int x = 0; x < width; x++) {
        int left = Math.floorMod(x - step, width);
        int a = y * width + x;
        int b = y * width + left;
        int c = above + x;
        int d = above + left;
        float sum = coarser[a] + row[a] + column[a] + corner[a];
        sum += coarser[b] + row[b] - column[b] - corner[b];
        sum += coarser[c] - row[c] + column[c] - corner[c];
        sum += coarser[d] - row[d] - column[d] + corner[d];
        means[size][a] = sum / 8;
      }
    }
  }

  private static void clip(float[] differences, int pixels, float most) {
    for (int i = 0; i < pixels; i++) {
      differences[i] = Math.max(-most, Math.min(most, differences[i]));
    }
  }

  /** Of the noise, levels: too little of a picture is edges for them to move the median. */
  private double deviation(float[] differences, int pixels) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < pixels; i++) {
      counts[(int) Math.min(BINS - 1, PER_LEVEL * Math.abs(differences[i]))]++;
    }
    int bin = 0;
    for (int below = counts[0]; below <= pixels / 2; below += counts[bin]) {
      bin++;
    }
    return bin / (double) PER_LEVEL / MEDIAN;
  }
}
