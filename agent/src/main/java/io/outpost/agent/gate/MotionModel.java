package io.outpost.agent.gate;

import io.outpost.agent.gate.Glance.Verdict;
import java.util.Arrays;
import java.util.stream.IntStream;

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

  static final int TILE = 6;
  static final int COLUMNS = (WIDTH + TILE - 1) / TILE;
  static final int ROWS = HEIGHT / TILE;
  static final int TILES = COLUMNS * ROWS;

  /** The mean of a tile is out of range beyond so many usual distances, and so many levels. */
  private static final int TILE_RANGES = 8;

  private static final int MIN_TILE_DIFFERENCE = 3 * Light.UNIT;

  private static final int MAX_TILE_RANGE = 3 * Light.UNIT;

  /** Pixels out of range that make a tile active. */
  private static final int FEW_PIXELS = 4;

  /** In a tile and around it: as many as a person of 40 pixels in a picture of 1080 lines has. */
  private static final int MANY_PIXELS = 9;

  /** Share of the last looks in which a tile differed, of {@link #ALL_THE_TIME}. */
  private static final int TOO_OFTEN = 2_500;

  private static final int UNEXPLAINED = 600;

  private static final int ALL_THE_TIME = 8_192;

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
  private final ScenePixels pixels = new ScenePixels();
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
    return tilesIn(left, top, right, bottom).anyMatch(tile -> active[tile]);
  }

  /** A detector found something in this part of the last picture, in fractions. */
  public void found(double left, double top, double right, double bottom) {
    tilesIn(left, top, right, bottom)
        .filter(tile -> restless[tile] > 0)
        .forEach(
            tile -> {
              restless[tile] = 0;
              tileRanges[tile] = Math.min(tileRanges[tile], MAX_TILE_RANGE);
              pixels.explain(tile);
            });
  }

  private static IntStream tilesIn(double left, double top, double right, double bottom) {
    int firstColumn = Math.max(0, (int) (left * COLUMNS));
    int lastColumn = Math.min(COLUMNS - 1, (int) (right * COLUMNS));
    return IntStream.rangeClosed(
            Math.max(0, (int) (top * ROWS)), Math.min(ROWS - 1, (int) (bottom * ROWS)))
        .flatMap(
            row -> IntStream.rangeClosed(row * COLUMNS + firstColumn, row * COLUMNS + lastColumn));
  }

  private void start(byte[] luma, long mediaMicros) {
    measureTiles(luma);
    System.arraycopy(tileLevels, 0, tileMeans, 0, TILES);
    System.arraycopy(tileLevels, 0, lastTileLevels, 0, TILES);
    for (int tile = 0; tile < TILES; tile++) {
      if (area.matters(tile)) {
        pixels.start(luma, tile);
      }
    }
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
      int width = ScenePixels.width(tile);
      int sum = 0;
      for (int row = 0; row < TILE; row++) {
        int first = ScenePixels.first(tile, row);
        for (int i = first; i < first + width; i++) {
          sum += luma[i] & 0xff;
        }
      }
      tileLevels[tile] = sum * Light.UNIT / (width * TILE);
    }
  }

  /** A change of light is taken for a factor, unless a sum leaves less to explain. */
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
        pixelsOut[tile] = pixels.out(luma, tile, light);
        int difference = Math.abs(tileLevels[tile] - light.on(tileMeans[tile]));
        active[tile] =
            pixelsOut[tile] >= FEW_PIXELS
                || difference > Math.max(MIN_TILE_DIFFERENCE, TILE_RANGES * tileRanges[tile]);
        count += active[tile] ? 1 : 0;
      }
    }
    return count;
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

  /** At most about once a second of media time. */
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
        Pace pace = Pace.of(lessons <= LESSONS, active[tile]);
        learnTile(tile, pace);
        if (area.matters(tile)) {
          restless[tile] += ((active[tile] ? ALL_THE_TIME : 0) - restless[tile]) >> 6;
          pixels.learn(luma, tile, light, pace, restless[tile] > UNEXPLAINED);
        }
      }
    }
    System.arraycopy(tileLevels, 0, lastTileLevels, 0, TILES);
  }

  private void learnTile(int tile, Pace pace) {
    int difference = tileLevels[tile] - light.on(tileMeans[tile]);
    int change = Math.abs(tileLevels[tile] - light.on(lastTileLevels[tile]));
    boolean wide = restless[tile] > UNEXPLAINED || tileRanges[tile] > MAX_TILE_RANGE;
    int widest = Pace.widest(MAX_TILE_RANGE, wide);
    int lesson = Math.min(widest, Math.min(Math.abs(difference), change));
    tileMeans[tile] =
        light.on(tileMeans[tile]) + pace.step(difference, change < MIN_TILE_DIFFERENCE);
    tileRanges[tile] +=
        (lesson - tileRanges[tile]) >> pace.rangeShift(wide, lesson > tileRanges[tile]);
  }
}
