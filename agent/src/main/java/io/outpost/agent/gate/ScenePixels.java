package io.outpost.agent.gate;

import static io.outpost.agent.gate.MotionModel.COLUMNS;
import static io.outpost.agent.gate.MotionModel.HEIGHT;
import static io.outpost.agent.gate.MotionModel.TILE;
import static io.outpost.agent.gate.MotionModel.WIDTH;

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

  private static final short UNKNOWN = -1;

  private final short[] means = new short[WIDTH * HEIGHT];
  private final short[] ranges = new short[WIDTH * HEIGHT];
  private final byte[] lastLesson = new byte[WIDTH * HEIGHT];

  ScenePixels() {
    Arrays.fill(means, UNKNOWN);
  }

  /** The number of the first pixel of a tile's row. */
  static int first(int tile, int row) {
    return (tile / COLUMNS * TILE + row) * WIDTH + tile % COLUMNS * TILE;
  }

  /** Pixels in each row of a tile: the last column of tiles is narrower. */
  static int width(int tile) {
    return Math.min(TILE, WIDTH - tile % COLUMNS * TILE);
  }

  /** Takes the tile for what it is in this picture. */
  void start(byte[] luma, int tile) {
    for (int row = 0; row < TILE; row++) {
      int first = first(tile, row);
      for (int i = first; i < first + width(tile); i++) {
        means[i] = (short) Light.level(luma[i]);
        ranges[i] = FIRST_RANGE;
        lastLesson[i] = luma[i];
      }
    }
  }

  /** Number of the tile's pixels that are out of range, and are not to be found beside it. */
  int out(byte[] luma, int tile, Light light) {
    int gain = light.gain();
    int offset = light.offset();
    int out = 0;
    for (int row = 0; row < TILE; row++) {
      int first = first(tile, row);
      for (int i = first; i < first + width(tile); i++) {
        int expected = ((means[i] * gain) >> Light.GAIN_BITS) + offset;
        int level = Light.level(luma[i]);
        int limit = Math.max(MIN_DIFFERENCE, RANGES * ranges[i]);
        if (Math.abs(level - expected) > limit && !isNearby(level, i, limit, light)) {
          out++;
        }
      }
    }
    return out;
  }

  /**
   * Whether the level is to be found right beside the pixel: a twig that sways, a mast that
   * trembles, an edge that the codec has shifted.
   */
  private boolean isNearby(int level, int pixel, int limit, Light light) {
    int x = pixel % WIDTH;
    int y = pixel / WIDTH;
    if (x == 0 || y == 0 || x == WIDTH - 1 || y == HEIGHT - 1) {
      return false;
    }
    int darkest = means[pixel];
    int lightest = means[pixel];
    for (int row = pixel - WIDTH; row <= pixel + WIDTH; row += WIDTH) {
      for (int i = row - 1; i <= row + 1; i++) {
        if (means[i] != UNKNOWN) {
          darkest = Math.min(darkest, means[i]);
          lightest = Math.max(lightest, means[i]);
        }
      }
    }
    return level >= light.on(darkest) - limit && level <= light.on(lightest) + limit;
  }

  /**
   * Learns from the tile in this picture.
   *
   * @param unexplained whether it is restless, though nobody has ever been found there
   */
  void learn(byte[] luma, int tile, Light light, Pace pace, boolean unexplained) {
    int gain = light.gain();
    int offset = light.offset();
    for (int row = 0; row < TILE; row++) {
      int first = first(tile, row);
      for (int i = first; i < first + width(tile); i++) {
        int level = Light.level(luma[i]);
        int expected = ((means[i] * gain) >> Light.GAIN_BITS) + offset;
        int before = ((Light.level(lastLesson[i]) * gain) >> Light.GAIN_BITS) + offset;
        int difference = level - expected;
        int change = Math.abs(level - before);
        boolean wide = unexplained || ranges[i] > MAX_RANGE;
        int lesson = Math.min(Pace.widest(MAX_RANGE, wide), Math.min(Math.abs(difference), change));
        boolean steady = change < Math.max(MIN_DIFFERENCE, RANGES * ranges[i]);
        int mean = expected + pace.step(difference, steady);
        means[i] = (short) Math.max(0, Math.min(Light.MAX_LEVEL, mean));
        ranges[i] += (short) ((lesson - ranges[i]) >> pace.rangeShift(wide, lesson > ranges[i]));
        lastLesson[i] = luma[i];
      }
    }
  }

  /** Somebody was found there: what passes must not become invisible. */
  void explain(int tile) {
    for (int row = 0; row < TILE; row++) {
      int first = first(tile, row);
      for (int i = first; i < first + width(tile); i++) {
        ranges[i] = (short) Math.min(ranges[i], MAX_RANGE);
      }
    }
  }
}
