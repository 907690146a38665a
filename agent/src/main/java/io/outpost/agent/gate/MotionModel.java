package io.outpost.agent.gate;

import io.outpost.agent.gate.Glance.Verdict;
import java.util.Arrays;
import java.util.List;

/**
 * What one scene looks like when nothing happens, and whether a picture differs from that.
 *
 * <p>Of each pixel of a small grey picture it knows the running mean, and how far one picture
 * usually lies from the next: noise and leaves widen that range where they are, a body that has
 * come to a stop does not. A change of light over the whole picture is estimated first and taken
 * off; light that falls on a part of it is told from a body by what a tile still shows. What then
 * lies out of range, and is not to be found right beside it either, counts tile by tile; its
 * neighbours have to bear it out. A tile that differs in a third of the looks, though the detectors
 * never find anything there, is a tree in the wind: it is not listened to, and neither is the clock
 * in the corner.
 *
 * <p>It learns by media time, so that two looks a second teach it no more than one. Not
 * thread-safe. A look allocates nothing but its answer.
 */
public final class MotionModel {
  /** Of the pictures it is given, pixels. */
  public static final int WIDTH = 320;

  public static final int HEIGHT = 180;

  private static final int TILES = Tiles.COUNT;

  /** The mean of a tile is out of range beyond so many usual distances, and so many levels. */
  private static final int TILE_RANGES = 8;

  private static final int MIN_TILE_DIFFERENCE = 3 * Light.UNIT;

  private static final int MAX_TILE_RANGE = 3 * Light.UNIT;

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
  private final int[] restless = new int[TILES];
  private final Light light = new Light();
  private final ClockFace clock = new ClockFace();
  private final Comparison comparison = new Comparison();
  private final Clutter clutter;
  private final int[] pixelsOut = new int[TILES];
  private final boolean[] unexplained = new boolean[TILES];
  private final boolean[] listened = new boolean[TILES];
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
    this.clutter = new Clutter(matter);
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
    light.take(tileLevels, tileMeans, area);
    compare(luma);
    double share = (double) comparison.count() / tilesThatMatter;
    changedLooks = share > CHANGED_SHARE ? changedLooks + 1 : 0;
    boolean other = light.other() || share > NEW_SCENE_SHARE || changedLooks > CHANGED_LOOKS;
    if (lessons > LESSONS && other && tilesThatMatter > 1) {
      changedLooks = 0;
      start(luma, mediaMicros);
      return new Glance(mediaMicros, Verdict.NEW_SCENE, share);
    }
    boolean moved = comparison.moved(listened);
    learn(luma, mediaMicros);
    if (lessons <= LESSONS) {
      return new Glance(mediaMicros, Verdict.LEARNING, share);
    }
    return new Glance(mediaMicros, moved ? Verdict.MOVED : Verdict.QUIET, share);
  }

  /** The parts of the last picture in which something other than the clock differed. */
  public List<Region> regions() {
    return Region.among(tile -> comparison.active(tile) && !clock.beside(tile), area::ground);
  }

  /** Whether a body with its foot in this part of the picture may stand in a lane, in fractions. */
  public boolean ground(double left, double top, double right, double bottom) {
    return Tiles.in(left, top, right, bottom).anyMatch(area::ground);
  }

  /** A detector found something in this part of the last picture, in fractions. */
  public void found(double left, double top, double right, double bottom) {
    Tiles.in(left, top, right, bottom)
        .filter(tile -> restless[tile] > 0)
        .forEach(
            tile -> {
              restless[tile] = 0;
              tileRanges[tile] = Math.min(tileRanges[tile], MAX_TILE_RANGE);
              pixels.explain(tile);
            });
    listen();
  }

  private void listen() {
    for (int tile = 0; tile < TILES; tile++) {
      unexplained[tile] = restless[tile] > UNEXPLAINED;
      listened[tile] = area.matters(tile) && restless[tile] < TOO_OFTEN && !clock.beside(tile);
    }
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
    clock.start();
    Arrays.fill(restless, 0);
    Arrays.fill(tileRanges, MIN_TILE_DIFFERENCE / TILE_RANGES);
    listen();
    lessons = 1;
    learntMicros = mediaMicros;
  }

  private void measureTiles(byte[] luma) {
    for (int tile = 0; tile < TILES; tile++) {
      if (area.open(tile)) {
        int width = Tiles.width(tile);
        tileLevels[tile] = Tiles.sum(luma, tile) * Light.UNIT / (width * Tiles.SIDE);
      }
    }
  }

  private void compare(byte[] luma) {
    comparison.begin(clutter.level());
    pixels.out(luma, light, unexplained, pixelsOut);
    for (int tile = 0; tile < TILES; tile++) {
      if (area.matters(tile)) {
        int out = pixelsOut[tile];
        int difference = light.distance(tileMeans[tile], tileLevels[tile]);
        int limit = Math.max(MIN_TILE_DIFFERENCE, TILE_RANGES * tileRanges[tile]);
        if (comparison.enough(out) || difference > limit) {
          comparison.differs(tile, out, pixels.isLight(luma, tile, light));
        } else {
          comparison.same(tile, out);
        }
      }
    }
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
    clutter.learn(comparison.specks());
    for (int tile = 0; tile < TILES; tile++) {
      if (area.open(tile)) {
        boolean relit = light.sudden() && !comparison.differs(tile);
        Pace pace = Pace.of(lessons <= LESSONS || relit, comparison.differs(tile));
        learnTile(tile, pace);
        if (area.matters(tile)) {
          restless[tile] += ((comparison.active(tile) ? ALL_THE_TIME : 0) - restless[tile]) >> 6;
          boolean strange = restless[tile] > UNEXPLAINED;
          clock.learn(tile, pixels.learn(luma, tile, light, pace, strange));
        }
      }
    }
    clock.learnt();
    listen();
    System.arraycopy(tileLevels, 0, lastTileLevels, 0, TILES);
  }

  private void learnTile(int tile, Pace pace) {
    int level = tileLevels[tile];
    int expected = light.onOrOff(tileMeans[tile], level);
    int difference = level - expected;
    int change = Math.abs(level - light.onOrOff(lastTileLevels[tile], level));
    boolean wide = restless[tile] > UNEXPLAINED || tileRanges[tile] > MAX_TILE_RANGE;
    int widest = Pace.widest(MAX_TILE_RANGE, wide);
    int lesson = Math.min(widest, Math.min(Math.abs(difference), change));
    tileMeans[tile] = expected + pace.step(difference, change < MIN_TILE_DIFFERENCE);
    tileRanges[tile] +=
        (lesson - tileRanges[tile]) >> pace.rangeShift(wide, lesson > tileRanges[tile]);
  }
}
