package io.outpost.agent.gate;

import java.util.Arrays;

/**
 * How much lighter or darker the whole scene is than it was, by the median over its tiles: a body
 * covers few of them, and a camera that opens its iris changes all.
 *
 * <p>Not every pixel follows: the camera's own writing does not, nor what is white already. So what
 * a level may be now is everything between what it was and what it is in this light.
 */
final class Light {
  /** Levels are told in 1/128 of a level of luma. */
  static final int UNIT = 128;

  static final int MAX_LEVEL = 255 * UNIT;
  static final int GAIN_BITS = 10;
  private static final int SAME = 1 << GAIN_BITS;

  /** Of sums: a quarter of a level, from -255 to 255 levels. */
  private static final int STEP = 32;

  private static final int SAME_GAIN = 2;

  /** Gains beyond that are taken for it. */
  private static final int MAX_GAIN = 8 * SAME;

  private static final int BINS = MAX_GAIN + 1;

  /** A change that is no drift: so many levels, or such a part of all light. */
  private static final int SUDDEN_OFFSET = 4 * UNIT;

  private static final int SUDDEN_GAIN = SAME / 20;

  /** More, or the inverse of that, no camera's exposure does from one picture to the next. */
  private static final int OTHER_GAIN = 4;

  private static final int MIN_DIFFERENCE = 3 * UNIT;

  private final int[] bins = new int[BINS];
  private int offset;
  private int gain = SAME;

  /** Of a pixel. */
  static int level(byte luma) {
    return (luma & 0xff) * UNIT;
  }

  /** A change of light is taken for a factor, unless a sum leaves less to explain. */
  void take(int[] now, int[] before, MotionArea area) {
    takeForFactor(now, before, area);
    if (gain == SAME) {
      takeForSum(now, before, area);
      return;
    }
    int factor = gain;
    int byFactor = unexplained(now, before, area);
    takeForSum(now, before, area);
    if (byFactor <= unexplained(now, before, area)) {
      gain = factor;
      offset = 0;
    }
  }

  /** What a level is multiplied by, in 1/1024, before {@link #offset} is added. */
  int gain() {
    return gain;
  }

  int offset() {
    return offset;
  }

  /** Whether it is as it was. */
  boolean steady() {
    return gain == SAME && offset == 0;
  }

  /** Whether the camera, or somebody at a switch, has changed it from one picture to the next. */
  boolean sudden() {
    return Math.abs(gain - SAME) > SUDDEN_GAIN || Math.abs(offset) > SUDDEN_OFFSET;
  }

  /** Whether it is another light altogether: a lamp was switched, or the camera to another mode. */
  boolean other() {
    return gain > OTHER_GAIN * SAME || gain * OTHER_GAIN < SAME;
  }

  /** What a level is expected to be in this light. */
  int on(int level) {
    return Math.max(0, Math.min(MAX_LEVEL, ((level * gain) >> GAIN_BITS) + offset));
  }

  /** What it was, or what it is in this light, whichever explains better what it is now. */
  int onOrOff(int before, int now) {
    int lit = on(before);
    return Math.abs(now - before) < Math.abs(now - lit) ? before : lit;
  }

  /** How far it is from all that it may be in this light. */
  int distance(int before, int now) {
    int lit = on(before);
    return Math.max(0, Math.max(now - Math.max(before, lit), Math.min(before, lit) - now));
  }

  private int unexplained(int[] now, int[] before, MotionArea area) {
    int count = 0;
    for (int tile = 0; tile < now.length; tile++) {
      if (area.open(tile) && Math.abs(on(before[tile]) - now[tile]) > MIN_DIFFERENCE) {
        count++;
      }
    }
    return count;
  }

  private void takeForSum(int[] now, int[] before, MotionArea area) {
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

  private void takeForFactor(int[] now, int[] before, MotionArea area) {
    Arrays.fill(bins, 0);
    int tiles = 0;
    for (int tile = 0; tile < now.length; tile++) {
      if (area.open(tile) && before[tile] > 0) {
        bins[
            (int)
                Math.min(MAX_GAIN, ((long) now[tile] * SAME + before[tile] / 2) / before[tile])]++;
        tiles++;
      }
    }
    gain = tiles == 0 ? SAME : median(tiles);
    if (Math.abs(gain - SAME) <= SAME_GAIN) {
      gain = SAME; // Less than a level, where it is white: not worth to be taken off.
    }
    offset = 0;
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
