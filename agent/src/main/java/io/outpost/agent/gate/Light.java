package io.outpost.agent.gate;

import java.util.Arrays;

/**
 * How much lighter or darker the whole scene is than it was, by the median over its tiles: a body
 * covers few of them, and a camera that opens its iris changes all.
 */
final class Light {
  /** Levels are told in 1/128 of a level of luma. */
  static final int UNIT = 128;

  static final int MAX_LEVEL = 255 * UNIT;
  static final int GAIN_BITS = 8;
  private static final int SAME = 1 << GAIN_BITS;

  /** Steps of a quarter of a level, from -255 to 255 levels; or of 1/256 in gain. */
  private static final int STEP = 32;

  private static final int BINS = 2 * MAX_LEVEL / STEP + 1;

  private final int[] bins = new int[BINS];
  private int offset;
  private int gain = SAME;

  /** Of a pixel. */
  static int level(byte luma) {
    return (luma & 0xff) * UNIT;
  }

  /** Takes the light for a sum. */
  void takeForSum(int[] now, int[] before, MotionArea area) {
    Arrays.fill(bins, 0);
    int tiles = 0;
    for (int tile = 0; tile < now.length; tile++) {
      if (area.open(tile)) {
        bins[(now[tile] - before[tile] + MAX_LEVEL) / STEP]++;
        tiles++;
      }
    }
    gain = SAME;
    offset = median(tiles) * STEP + STEP / 2 - MAX_LEVEL;
    if (Math.abs(offset) < 2 * STEP) {
      offset = 0; // The coarseness of the bins must not become a drift of the means.
    }
  }

  /** Takes the light for a factor, as a change of exposure is. */
  void takeForFactor(int[] now, int[] before, MotionArea area) {
    Arrays.fill(bins, 0);
    int tiles = 0;
    for (int tile = 0; tile < now.length; tile++) {
      if (area.open(tile) && before[tile] > 0) {
        bins[Math.min(BINS - 1, (int) ((long) now[tile] * SAME / before[tile]))]++;
        tiles++;
      }
    }
    gain = tiles == 0 ? SAME : median(tiles);
    offset = 0;
  }

  /** What a level is multiplied by, in 1/256, before {@link #offset} is added. */
  int gain() {
    return gain;
  }

  int offset() {
    return offset;
  }

  /** What a level is expected to be in this light. */
  int on(int level) {
    return Math.max(0, Math.min(MAX_LEVEL, ((level * gain) >> GAIN_BITS) + offset));
  }

  private int median(int count) {
    int left = count / 2;
    int bin = 0;
    while (left >= bins[bin] && bin < BINS - 1) {
      left -= bins[bin];
      bin++;
    }
    return bin;
  }
}
