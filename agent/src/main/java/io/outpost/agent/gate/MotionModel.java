package io.outpost.agent.gate;

import io.outpost.agent.gate.Glance.Verdict;
import java.util.Arrays;

/**
 * What one scene looks like when nothing happens, and whether a picture differs from that.
 *
 * <p>Of each pixel of a small grey picture it knows the running mean, and how far one picture
 * usually lies from the next: noise and leaves widen that range where they are, a body that has
 * come to a stop does not. A change of light over the whole picture is estimated first and taken
 * off. What then lies out of range, and is not to be found right beside it either, counts tile by
 * tile; its neighbours have to bear it out. A tile that differs in a third of the looks, though the
 * detectors never find anything there, is the clock in the corner or a tree in the wind: it is not
 * listened to.
 *
 * <p>It learns by media time, so that two looks a second teach it no more than one. Not
 * thread-safe. A look allocates nothing but its answer.
 */
public final class MotionModel {
  /** Of the pictures it is given, pixels. */
  public static final int WIDTH = 320;

  public static final int HEIGHT = 180;

  private static final int TILE = 6;
  static final int COLUMNS = (WIDTH + TILE - 1) / TILE;
  static final int ROWS = HEIGHT / TILE;
  static final int TILES = COLUMNS * ROWS;

  /** Means and ranges are kept in 1/128 of a level of luma. */
  private static final int UNIT = 128;

  private static final int MAX_LEVEL = 255 * UNIT;

  /** A pixel is out of range beyond so many usual distances, and at least so many levels. */
  private static final int RANGES = 7;

  private static final int MIN_DIFFERENCE = 9 * UNIT;

  /** The same for the mean of a tile, of which noise leaves little. */
  private static final int TILE_RANGES = 8;

  private static final int MIN_TILE_DIFFERENCE = 3 * UNIT;

  /** Pixels out of range that make a tile active. */
  private static final int FEW_PIXELS = 4;

  /** In a tile and around it: as many as a person of 40 pixels in a picture of 1080 lines has. */
  private static final int MANY_PIXELS = 9;

  /** Usual distances, before anything is known. */
  private static final int FIRST_RANGE = 3 * UNIT;

  /** Wider than that, passing traffic would make itself invisible. */
  private static final int MAX_RANGE = 6 * UNIT;

  private static final int MAX_TILE_RANGE = 3 * UNIT;

  /** Ranges may become so many times as wide where nothing explains the restlessness. */
  private static final int UNEXPLAINED_RANGES = 4;

  /** Share of the last looks in which a tile differed, of {@link #ALL_THE_TIME}. */
  private static final int TOO_OFTEN = 2_500;

  private static final int UNEXPLAINED = 600;

  private static final int ALL_THE_TIME = 8_192;

  /** Less than makes a tile active: what drives past leaves no ghost. */
  private static final int MAX_ACTIVE_STEP = 2 * UNIT;

  private static final long LEARN_MICROS = 900_000;
  private static final long RESTART_MICROS = 60_000_000;

  /** Lessons before its word counts. */
  private static final int LESSONS = 4;

  /** Less than a new scene, but for so many looks one after the other: it is one, too. */
  private static final double CHANGED_SHARE = 0.15;

  private static final int CHANGED_LOOKS = 3;

  private static final double NEW_SCENE_SHARE = 0.6;

  private final MotionArea area;
  private final int tilesThatMatter;
  private final short[] means = new short[WIDTH * HEIGHT];
  private final short[] ranges = new short[WIDTH * HEIGHT];
  private final byte[] lastLesson = new byte[WIDTH * HEIGHT];
  private final int[] tileMeans = new int[TILES];
  private final int[] lastTileLevels = new int[TILES];
  private final int[] tileRanges = new int[TILES];
  private final int[] tileLevels = new int[TILES];
  private final int[] pixelsOut = new int[TILES];
  private final boolean[] active = new boolean[TILES];
  private final int[] restless = new int[TILES];
  private final Light light = new Light();
  private int lessons;
  private int changedLooks;
  private long learntMicros;

  public MotionModel(MotionArea area) {
    this.area = area;
    int matter = 0;
    for (int tile = 0; tile < TILES; tile++) {
      matter += area.matters(tile) ? 1 : 0;
    }
    this.tilesThatMatter = Math.max(1, matter);
  }

  /**
   * Compares a picture with the scene, then learns from it.
   *
   * @param luma {@link #WIDTH} x {@link #HEIGHT}, row by row
   */
  public Glance look(byte[] luma, long mediaMicros) {
    if (lessons == 0) {
      start(luma, mediaMicros);
      return new Glance(mediaMicros, Verdict.LEARNING, 0);
    }
    measureTiles(luma);
    int count = compareInBestLight(luma);
    double share = (double) count / tilesThatMatter;
    changedLooks = share > CHANGED_SHARE ? changedLooks + 1 : 0;
    boolean other = share > NEW_SCENE_SHARE || changedLooks > CHANGED_LOOKS;
    if (lessons > LESSONS && other && tilesThatMatter > 1) {
      changedLooks = 0;
      start(luma, mediaMicros);
      return new Glance(mediaMicros, Verdict.NEW_SCENE, share);
    }
    boolean moved = moved();
    learn(luma, mediaMicros);
    if (lessons <= LESSONS) {
      return new Glance(mediaMicros, Verdict.LEARNING, share);
    }
    return new Glance(mediaMicros, moved ? Verdict.MOVED : Verdict.QUIET, share);
  }

  /** Whether something differed in the last picture within this part of it, in fractions. */
  public boolean activeIn(double left, double top, double right, double bottom) {
    int lastRow = Math.min(ROWS - 1, (int) (bottom * ROWS));
    int lastColumn = Math.min(COLUMNS - 1, (int) (right * COLUMNS));
    for (int row = Math.max(0, (int) (top * ROWS)); row <= lastRow; row++) {
      for (int column = Math.max(0, (int) (left * COLUMNS)); column <= lastColumn; column++) {
        if (active[row * COLUMNS + column]) {
          return true;
        }
      }
    }
    return false;
  }

  /** A detector found something in this part of the last picture, in fractions. */
  public void found(double left, double top, double right, double bottom) {
    int lastRow = Math.min(ROWS - 1, (int) (bottom * ROWS));
    int lastColumn = Math.min(COLUMNS - 1, (int) (right * COLUMNS));
    for (int row = Math.max(0, (int) (top * ROWS)); row <= lastRow; row++) {
      for (int column = Math.max(0, (int) (left * COLUMNS)); column <= lastColumn; column++) {
        explain(row * COLUMNS + column);
      }
    }
  }

  /** It was a body: what passes here must not become invisible. */
  private void explain(int tile) {
    if (restless[tile] == 0) {
      return;
    }
    restless[tile] = 0;
    tileRanges[tile] = Math.min(tileRanges[tile], MAX_TILE_RANGE);
    int left = tile % COLUMNS * TILE;
    int right = Math.min(WIDTH, left + TILE);
    int top = tile / COLUMNS * TILE;
    for (int y = top; y < top + TILE; y++) {
      for (int i = y * WIDTH + left; i < y * WIDTH + right; i++) {
        ranges[i] = (short) Math.min(ranges[i], MAX_RANGE);
      }
    }
  }

  private void start(byte[] luma, long mediaMicros) {
    for (int i = 0; i < luma.length; i++) {
      means[i] = (short) ((luma[i] & 0xff) * UNIT);
    }
    Arrays.fill(ranges, (short) FIRST_RANGE);
    measureTiles(luma);
    System.arraycopy(tileLevels, 0, tileMeans, 0, TILES);
    remember(luma);
    Arrays.fill(restless, 0);
    Arrays.fill(tileRanges, MIN_TILE_DIFFERENCE / TILE_RANGES);
    lessons = 1;
    learntMicros = mediaMicros;
  }

  private void measureTiles(byte[] luma) {
    for (int tile = 0; tile < TILES; tile++) {
      if (!area.open(tile)) {
        continue;
      }
      int left = tile % COLUMNS * TILE;
      int right = Math.min(WIDTH, left + TILE);
      int top = tile / COLUMNS * TILE;
      int sum = 0;
      for (int y = top; y < top + TILE; y++) {
        for (int i = y * WIDTH + left; i < y * WIDTH + right; i++) {
          sum += luma[i] & 0xff;
        }
      }
      tileLevels[tile] = sum * UNIT / ((right - left) * TILE);
    }
  }

  /** A change of light is taken for a sum, unless a factor explains much more. */
  private int compareInBestLight(byte[] luma) {
    light.takeForSum(tileLevels, tileMeans, area);
    int bySum = compare(luma);
    if (bySum == 0) {
      return bySum;
    }
    light.takeForFactor(tileLevels, tileMeans, area);
    int byFactor = compare(luma);
    if (byFactor <= bySum) {
      return byFactor;
    }
    light.takeForSum(tileLevels, tileMeans, area);
    return compare(luma);
  }

  /** Marks the active tiles that matter; returns their number. */
  private int compare(byte[] luma) {
    int count = 0;
    for (int tile = 0; tile < TILES; tile++) {
      active[tile] = false;
      if (area.matters(tile)) {
        pixelsOut[tile] = pixelsOut(luma, tile);
        int difference = Math.abs(tileLevels[tile] - light.on(tileMeans[tile]));
        active[tile] =
            pixelsOut[tile] >= FEW_PIXELS
                || difference > Math.max(MIN_TILE_DIFFERENCE, TILE_RANGES * tileRanges[tile]);
        count += active[tile] ? 1 : 0;
      }
    }
    return count;
  }

  private int pixelsOut(byte[] luma, int tile) {
    int left = tile % COLUMNS * TILE;
    int right = Math.min(WIDTH, left + TILE);
    int top = tile / COLUMNS * TILE;
    int gain = light.gain();
    int offset = light.offset();
    int out = 0;
    for (int y = top; y < top + TILE; y++) {
      for (int i = y * WIDTH + left; i < y * WIDTH + right; i++) {
        int expected = ((means[i] * gain) >> Light.GAIN_BITS) + offset;
        int level = (luma[i] & 0xff) * UNIT;
        int limit = Math.max(MIN_DIFFERENCE, RANGES * ranges[i]);
        if (Math.abs(level - expected) > limit && !isNearby(level, i, limit)) {
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
  private boolean isNearby(int level, int pixel, int limit) {
    int x = pixel % WIDTH;
    int y = pixel / WIDTH;
    if (x == 0 || y == 0 || x == WIDTH - 1 || y == HEIGHT - 1) {
      return false;
    }
    int darkest = Integer.MAX_VALUE;
    int lightest = Integer.MIN_VALUE;
    for (int row = pixel - WIDTH; row <= pixel + WIDTH; row += WIDTH) {
      for (int i = row - 1; i <= row + 1; i++) {
        darkest = Math.min(darkest, means[i]);
        lightest = Math.max(lightest, means[i]);
      }
    }
    return level >= light.on(darkest) - limit && level <= light.on(lightest) + limit;
  }

  private boolean moved() {
    for (int tile = 0; tile < TILES; tile++) {
      if (speaks(tile) && isBorneOut(tile)) {
        return true;
      }
    }
    return false;
  }

  private boolean speaks(int tile) {
    return active[tile] && restless[tile] < TOO_OFTEN;
  }

  /** By an active neighbour, or by pixels enough in and around it. */
  private boolean isBorneOut(int tile) {
    int column = tile % COLUMNS;
    int row = tile / COLUMNS;
    int pixels = 0;
    for (int y = Math.max(0, row - 1); y <= Math.min(ROWS - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(COLUMNS - 1, column + 1); x++) {
        int other = y * COLUMNS + x;
        if (other != tile && speaks(other)) {
          return true;
        }
        pixels += area.matters(other) && restless[other] < TOO_OFTEN ? pixelsOut[other] : 0;
      }
    }
    return pixels >= MANY_PIXELS;
  }

  /** At most about once a second of media time; what is active fades in half as fast. */
  private void learn(byte[] luma, long mediaMicros) {
    if (mediaMicros < learntMicros - RESTART_MICROS) {
      learntMicros = mediaMicros - LEARN_MICROS;
    }
    if (mediaMicros - learntMicros < LEARN_MICROS) {
      return;
    }
    learntMicros = mediaMicros;
    lessons = Math.min(lessons + 1, LESSONS + 1);
    for (int tile = 0; tile < TILES; tile++) {
      if (area.open(tile)) {
        int difference = tileLevels[tile] - light.on(tileMeans[tile]);
        int change = Math.abs(tileLevels[tile] - light.on(lastTileLevels[tile]));
        boolean steady = change < MIN_TILE_DIFFERENCE;
        boolean wide = restless[tile] > UNEXPLAINED || tileRanges[tile] > MAX_TILE_RANGE;
        int most = wide ? UNEXPLAINED_RANGES * MAX_TILE_RANGE : MAX_TILE_RANGE;
        int lesson = Math.min(most, Math.min(Math.abs(difference), change));
        tileMeans[tile] = light.on(tileMeans[tile]) + step(difference, active[tile], steady);
        tileRanges[tile] +=
            (lesson - tileRanges[tile]) >> rangeShift(wide, lesson > tileRanges[tile]);
        if (area.matters(tile)) {
          restless[tile] += ((active[tile] ? ALL_THE_TIME : 0) - restless[tile]) >> 6;
          learnPixels(luma, tile);
        }
      }
    }
    remember(luma);
  }

  /** Leaves lie still for most pictures, so their range widens at once and narrows slowly. */
  private int rangeShift(boolean wide, boolean widens) {
    if (lessons <= LESSONS) {
      return 1;
    }
    if (!wide) {
      return 4;
    }
    return widens ? 2 : 6;
  }

  /**
   * By how much a mean follows. What drives past must leave no ghost; what has come to a stop, or
   * the next digit of a clock, is part of the scene before long.
   */
  private int step(int difference, boolean activeTile, boolean steady) {
    if (lessons <= LESSONS) {
      return difference >> (activeTile ? 2 : 1);
    }
    if (!activeTile) {
      return difference >> 3;
    }
    return steady
        ? difference >> 2
        : Math.max(-MAX_ACTIVE_STEP, Math.min(MAX_ACTIVE_STEP, difference >> 4));
  }

  private void learnPixels(byte[] luma, int tile) {
    boolean unexplained = restless[tile] > UNEXPLAINED;
    int left = tile % COLUMNS * TILE;
    int right = Math.min(WIDTH, left + TILE);
    int top = tile / COLUMNS * TILE;
    int gain = light.gain();
    int offset = light.offset();
    for (int y = top; y < top + TILE; y++) {
      for (int i = y * WIDTH + left; i < y * WIDTH + right; i++) {
        int level = (luma[i] & 0xff) * UNIT;
        int expected = ((means[i] * gain) >> Light.GAIN_BITS) + offset;
        int before = (((lastLesson[i] & 0xff) * UNIT * gain) >> Light.GAIN_BITS) + offset;
        int difference = level - expected;
        int change = Math.abs(level - before);
        boolean wide = unexplained || ranges[i] > MAX_RANGE;
        int most = wide ? UNEXPLAINED_RANGES * MAX_RANGE : MAX_RANGE;
        int lesson = Math.min(most, Math.min(Math.abs(difference), change));
        boolean steady = change < Math.max(MIN_DIFFERENCE, RANGES * ranges[i]);
        int mean = expected + step(difference, active[tile], steady);
        means[i] = (short) Math.max(0, Math.min(MAX_LEVEL, mean));
        ranges[i] += (short) ((lesson - ranges[i]) >> rangeShift(wide, lesson > ranges[i]));
      }
    }
  }

  private void remember(byte[] luma) {
    System.arraycopy(luma, 0, lastLesson, 0, luma.length);
    System.arraycopy(tileLevels, 0, lastTileLevels, 0, TILES);
  }
}
