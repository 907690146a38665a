package io.outpost.agent.gate;

import java.util.Arrays;

/**
 * Where a camera writes the time into its pictures. The seconds change in nearly every look, in a
 * few tiles, by much; the minutes, hours and the date beside them change seldom, and must wake
 * nobody.
 */
final class ClockFace {
  /** So many pixels of a tile become much lighter or darker when a digit changes. */
  static final int SHARP_PIXELS = 1;

  /** By so many levels. */
  static final int SHARP = 40;

  private static final int ALWAYS = 1 << 12;

  /** Of {@link #ALWAYS}: in five of eight looks. */
  private static final int TICKS = ALWAYS / 8 * 5;

  /** In how many lessons it is learnt; from the first ones on it is the mean of all. */
  private static final int PACE = 16;

  /** What changes so in more tiles is a tree in a storm. */
  private static final int MAX_TICKING = 8;

  /** Tiles in a row between the seconds and what stands beside them. */
  private static final int BESIDE = 6;

  private int lessons = 1;
  private final int[] ticking = new int[Tiles.COUNT];
  private final boolean[] beside = new boolean[Tiles.COUNT];

  /** Forgets the scene. */
  void start() {
    lessons = 1;
    Arrays.fill(ticking, 0);
    Arrays.fill(beside, false);
  }

  /** Takes how many pixels of a tile have changed sharply since the last lesson. */
  void learn(int tile, int sharpPixels) {
    ticking[tile] +=
        ((sharpPixels >= SHARP_PIXELS ? ALWAYS : 0) - ticking[tile]) / Math.min(lessons, PACE);
  }

  /** Ends the lesson. */
  void learnt() {
    lessons++;
    Arrays.fill(beside, false);
    int count = 0;
    for (int tile = 0; tile < Tiles.COUNT; tile++) {
      if (ticking[tile] > TICKS) {
        count++;
        mark(tile);
      }
    }
    if (count > MAX_TICKING) {
      Arrays.fill(beside, false);
    }
  }

  /** Whether the tile may show the next minute, or the next day. */
  boolean beside(int tile) {
    return beside[tile];
  }

  private void mark(int tile) {
    int column = tile % Tiles.COLUMNS;
    int row = tile / Tiles.COLUMNS;
    for (int y = Math.max(0, row - 1); y <= Math.min(Tiles.ROWS - 1, row + 1); y++) {
      int last = Math.min(Tiles.COLUMNS - 1, column + BESIDE);
      for (int x = Math.max(0, column - BESIDE); x <= last; x++) {
        beside[y * Tiles.COLUMNS + x] = true;
      }
    }
  }
}
