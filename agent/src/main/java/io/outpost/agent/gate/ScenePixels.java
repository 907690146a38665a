package io.outpost.agent.gate;

import static io.outpost.agent.gate.MotionModel.HEIGHT;
import static io.outpost.agent.gate.MotionModel.WIDTH;
import static io.outpost.agent.gate.Tiles.SIDE;
import static io.outpost.agent.gate.Tiles.first;
import static io.outpost.agent.gate.Tiles.width;

import java.util.Arrays;

/**
 * What each pixel of a scene usually is: its running mean, and how far one picture usually lies
 * from the next. Only the pixels of tiles that matter are known; of the others, and so of all under
 * a mask, nothing is kept.
 */
final class ScenePixels {
  /** A pixel is out of range beyond so many usual distances, and at least so many levels. */
  private static final int RANGES = 7;

  private static final int MIN_DIFFERENCE = 9 * Light.UNIT;

  /** Usual distance, before anything is known. */
  private static final int FIRST_RANGE = 3 * Light.UNIT;

  /** Wider than that, passing traffic would make itself invisible. */
  private static final int MAX_RANGE = 6 * Light.UNIT;

  /** Noise, root of the mean square, in usual distances. */
  private static final double NOISE_RANGES = 1.9;

  /** The stronger the light, the less exactly it adds up: what is white becomes no whiter. */
  private static final int STRENGTH_PER_STRUCTURE = 6;

  /** How much around a tile is looked at with it, pixels. */
  static final int MARGIN = 1;

  /** What is left of an edge that the eye sees, beside the noise. */
  private static final int MIN_STRUCTURE = 5 * Light.UNIT / 2;

  /** Around a pixel, in a part of its range only: else small bodies go unseen among textures. */
  private static final int AROUND_SLACK = 4;

  private static final short UNKNOWN = -1;

  private static final int SHARP = ClockFace.SHARP * Light.UNIT;

  /** How far around a restless pixel its level is looked for: leaves in a strong wind. */
  private static final int FAR = 4;

  private final short[] means = new short[WIDTH * HEIGHT];
  private final short[] ranges = new short[WIDTH * HEIGHT];
  private final byte[] lastLesson = new byte[WIDTH * HEIGHT];

  /** Beyond which a pixel is out of range; of those that do not matter, beyond all levels. */
  private final short[] limits = new short[WIDTH * HEIGHT];

  private final TileFit fit = new TileFit();

  ScenePixels() {
    Arrays.fill(means, UNKNOWN);
    Arrays.fill(limits, Short.MAX_VALUE);
  }

  /** Whether a pixel is out of range at this level; not where nothing is known. */
  boolean isOut(int pixel, int level, Light light) {
    int limit = limits[pixel];
    return limit != Short.MAX_VALUE && light.distance(means[pixel], level) > limit;
  }

  /** What a pixel usually is; negative where nothing is known. */
  int usual(int pixel) {
    return means[pixel];
  }

  /** How far one picture usually lies from the next. */
  int range(int pixel) {
    return ranges[pixel];
  }

  /** What a tile usually is on average. */
  int mean(int tile, int otherwise) {
    int sum = 0;
    for (int row = 0; row < SIDE; row++) {
      int first = first(tile, row);
      for (int i = first; i < first + width(tile); i++) {
        if (means[i] == UNKNOWN) {
          return otherwise;
        }
        sum += means[i];
      }
    }
    return sum / (width(tile) * SIDE);
  }

  /** Takes the tile for what it is in this picture. */
  void start(byte[] luma, int tile) {
    for (int row = 0; row < SIDE; row++) {
      int first = first(tile, row);
      for (int i = first; i < first + width(tile); i++) {
        means[i] = (short) Light.level(luma[i]);
        keepRange(i, FIRST_RANGE);
        lastLesson[i] = luma[i];
      }
    }
  }

  /**
   * Counts in each tile the pixels that are out of range, and are not to be found around it.
   *
   * @param restless by tile, whether it is known for what moves to and fro in it
   * @param out by tile
   */
  void out(byte[] luma, Light light, boolean[] restless, int[] out) {
    Arrays.fill(out, 0);
    if (light.steady()) {
      outInSteadyLight(luma, light, restless, out);
      return;
    }
    int gain = light.gain();
    int offset = light.offset();
    for (int i = 0; i < luma.length; i++) {
      int level = Light.level(luma[i]);
      int mean = means[i];
      int limit = limits[i];
      int lit = ((mean * gain) >> Light.GAIN_BITS) + offset;
      if (Math.abs(level - mean) > limit && Math.abs(level - lit) > limit) {
        count(level, i, light, restless, out);
      }
    }
  }

  /** The same; what all pixels go through, nearly always, is as short as it can be. */
  private void outInSteadyLight(byte[] luma, Light light, boolean[] restless, int[] out) {
    for (int i = 0; i < luma.length; i++) {
      int level = Light.level(luma[i]);
      if (Math.abs(level - means[i]) > limits[i]) {
        count(level, i, light, restless, out);
      }
    }
  }

  private void count(int level, int pixel, Light light, boolean[] restless, int[] out) {
    int limit = limits[pixel];
    if (limit == Short.MAX_VALUE) {
      return; // It does not matter.
    }
    int tile = Tiles.of(pixel);
    boolean around =
        restless[tile]
            ? isAround(level, pixel, FAR, limit, light)
            : isAround(level, pixel, 1, limit / AROUND_SLACK, light);
    out[tile] += around ? 0 : 1;
  }

  /**
   * Whether what differs in the tile is no more than light that falls on it. A part of what is
   * around it is looked at, too: the edge of a body may be where that of the tile is.
   */
  boolean isLight(byte[] luma, int tile, Light light) {
    int left = Math.max(0, first(tile, 0) % WIDTH - MARGIN);
    int right = Math.min(WIDTH, first(tile, 0) % WIDTH + width(tile) + MARGIN);
    int top = Math.max(0, first(tile, 0) / WIDTH - MARGIN);
    int bottom = Math.min(HEIGHT, first(tile, 0) / WIDTH + SIDE + MARGIN);
    fit.begin(right - left, bottom - top);
    int range = 0;
    int known = 0;
    for (int y = top; y < bottom; y++) {
      for (int i = y * WIDTH + left; i < y * WIDTH + right; i++) {
        int level = Light.level(luma[i]);
        // What is masked is as it should be.
        fit.add(level, means[i] == UNKNOWN ? level : light.onOrOff(means[i], level));
        range += ranges[i];
        known += means[i] == UNKNOWN ? 0 : 1;
      }
    }
    double noise = NOISE_RANGES * range / known;
    double strong = fit.strength() / STRENGTH_PER_STRUCTURE;
    return fit.unexplained() < Math.max(strong, Math.hypot(MIN_STRUCTURE, noise));
  }

  /**
   * Whether the level is to be found around the pixel: a twig that sways, a mast that trembles, an
   * edge that the codec has shifted.
   */
  private boolean isAround(int level, int pixel, int reach, int limit, Light light) {
    int x = pixel % WIDTH;
    int y = pixel / WIDTH;
    int darkest = means[pixel];
    int lightest = means[pixel];
    for (int row = Math.max(0, y - reach); row <= Math.min(HEIGHT - 1, y + reach); row++) {
      int last = row * WIDTH + Math.min(WIDTH - 1, x + reach);
      for (int i = row * WIDTH + Math.max(0, x - reach); i <= last; i++) {
        if (means[i] != UNKNOWN) {
          darkest = Math.min(darkest, means[i]);
          lightest = Math.max(lightest, means[i]);
        }
      }
    }
    return level >= Math.min(darkest, light.on(darkest)) - limit
        && level <= Math.max(lightest, light.on(lightest)) + limit;
  }

  /**
   * Learns from the tile in this picture.
   *
   * @param unexplained whether it is restless, though nobody has ever been found there
   * @return how many of its pixels have changed sharply since the last lesson
   */
  int learn(byte[] luma, int tile, Light light, Pace pace, boolean unexplained) {
    boolean calm = pace == Pace.CALM && light.steady() && !unexplained;
    int width = width(tile);
    int sharp = 0;
    for (int row = 0; row < SIDE; row++) {
      int first = first(tile, row);
      for (int i = first; i < first + width; i++) {
        int level = Light.level(luma[i]);
        int range = ranges[i];
        if (calm && range <= MAX_RANGE) {
          int difference = level - means[i];
          int change = Math.abs(level - Light.level(lastLesson[i]));
          int lesson = Math.min(MAX_RANGE, Math.min(Math.abs(difference), change));
          means[i] = (short) (means[i] + (difference >> Pace.CALM_SHIFT));
          keepRange(i, range + ((lesson - range) >> Pace.USUAL_RANGE_SHIFT));
          sharp += change > SHARP ? 1 : 0;
        } else {
          sharp += learn(level, i, light, pace, unexplained) > SHARP ? 1 : 0;
        }
        lastLesson[i] = luma[i];
      }
    }
    return sharp;
  }

  /** One pixel, whatever it does; returns by how much it has changed. */
  private int learn(int level, int pixel, Light light, Pace pace, boolean unexplained) {
    int expected = light.onOrOff(means[pixel], level);
    int change = Math.abs(level - light.onOrOff(Light.level(lastLesson[pixel]), level));
    int difference = level - expected;
    int range = ranges[pixel];
    boolean wide = unexplained || range > MAX_RANGE;
    int lesson = Math.min(Pace.widest(MAX_RANGE, wide), Math.min(Math.abs(difference), change));
    int mean = expected + pace.step(difference, change < limits[pixel]);
    means[pixel] = (short) Math.max(0, Math.min(Light.MAX_LEVEL, mean));
    keepRange(pixel, range + ((lesson - range) >> pace.rangeShift(wide, lesson > range)));
    return change;
  }

  private void keepRange(int pixel, int range) {
    ranges[pixel] = (short) range;
    limits[pixel] = (short) Math.max(MIN_DIFFERENCE, RANGES * range);
  }

  /** Somebody was found there: what passes must not become invisible. */
  void explain(int tile) {
    for (int row = 0; row < SIDE; row++) {
      int first = first(tile, row);
      for (int i = first; i < first + width(tile); i++) {
        keepRange(i, Math.min(ranges[i], MAX_RANGE));
      }
    }
  }
}
