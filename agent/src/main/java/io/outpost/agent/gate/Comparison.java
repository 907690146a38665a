package io.outpost.agent.gate;

import static io.outpost.agent.gate.Tiles.COLUMNS;
import static io.outpost.agent.gate.Tiles.ROWS;

/**
 * What of one picture differs from the scene, tile by tile, and whether that is something that
 * moves: a tile that differs needs its neighbours to bear it out.
 */
final class Comparison {
  /** Pixels out of range that make a tile differ; more where the scene is cluttered. */
  private static final int FEW_PIXELS = 4;

  /** In a tile and around it: as many as a person of 40 pixels in a picture of 1080 lines has. */
  private static final int MANY_PIXELS = 9;

  private static final int MANY_PER_CLUTTER = 4;

  /** Light has fallen on so many tiles for each that light does not explain. */
  private static final int MOSTLY = 10;

  /** Neighbours on which nothing but light has fallen. */
  private static final int MANY_LIT = 2;

  /** Active neighbours that a tile needs among those; the rim of a beam has two. */
  private static final int MORE_IN_LIGHT = 2;

  private final int[] pixels = new int[Tiles.COUNT];
  private final boolean[] differs = new boolean[Tiles.COUNT];
  private final boolean[] active = new boolean[Tiles.COUNT];
  private int clutter;
  private int count;
  private int activeCount;

  /**
   * Begins anew.
   *
   * @param sceneClutter see {@link Clutter}
   */
  void begin(int sceneClutter) {
    clutter = sceneClutter;
    count = 0;
    activeCount = 0;
  }

  /** Whether so many pixels out of range make a tile differ. */
  boolean enough(int pixelsOut) {
    return pixelsOut >= FEW_PIXELS + clutter;
  }

  /** A tile is as it was, but for a few pixels. */
  void same(int tile, int pixelsOut) {
    differs[tile] = false;
    active[tile] = false;
    pixels[tile] = pixelsOut;
  }

  /** A tile differs, and is active unless it is only light that has fallen on it. */
  void differs(int tile, int pixelsOut, boolean light) {
    differs[tile] = true;
    active[tile] = !light;
    pixels[tile] = light ? 0 : pixelsOut;
    count++;
    activeCount += light ? 0 : 1;
  }

  boolean differs(int tile) {
    return differs[tile];
  }

  boolean active(int tile) {
    return active[tile];
  }

  /** Of the tiles that differ. */
  int count() {
    return count;
  }

  /** Tiles of which a few pixels are out of range, far from all that is active. */
  int specks() {
    int specks = 0;
    for (int tile = 0; tile < Tiles.COUNT; tile++) {
      boolean few = pixels[tile] > 0 && pixels[tile] < FEW_PIXELS;
      specks += few && !anyActiveAround(tile) ? 1 : 0;
    }
    return specks;
  }

  private boolean anyActiveAround(int tile) {
    for (int row = Math.max(0, tile / COLUMNS - 1); row <= lastRow(tile); row++) {
      for (int column = Math.max(0, tile % COLUMNS - 1); column <= lastColumn(tile); column++) {
        if (active[row * COLUMNS + column]) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether something moves.
   *
   * @param listened by tile, whether it may tell
   */
  boolean moved(boolean[] listened) {
    for (int tile = 0; tile < Tiles.COUNT; tile++) {
      if (active[tile] && listened[tile] && isBorneOut(tile, listened)) {
        return true;
      }
    }
    return false;
  }

  /**
   * By an active neighbour, or by pixels enough in and around it. In a cluttered scene it takes
   * more of either, and amid light that has changed it takes more neighbours: the rim of a beam is
   * where nothing was to be seen before.
   */
  private boolean isBorneOut(int tile, boolean[] listened) {
    int around = 0;
    int neighbours = -1;
    int lit = 0;
    for (int row = Math.max(0, tile / COLUMNS - 1); row <= lastRow(tile); row++) {
      for (int column = Math.max(0, tile % COLUMNS - 1); column <= lastColumn(tile); column++) {
        int other = row * COLUMNS + column;
        neighbours += active[other] && listened[other] ? 1 : 0;
        lit += differs[other] && !active[other] ? 1 : 0;
        around += listened[other] ? pixels[other] : 0;
      }
    }
    if (lit >= MANY_LIT && count > MOSTLY * activeCount) {
      return neighbours > clutter / 2 + MORE_IN_LIGHT;
    }
    return neighbours > clutter / 2 || around >= MANY_PIXELS + MANY_PER_CLUTTER * clutter;
  }

  private static int lastRow(int tile) {
    return Math.min(ROWS - 1, tile / COLUMNS + 1);
  }

  private static int lastColumn(int tile) {
    return Math.min(COLUMNS - 1, tile % COLUMNS + 1);
  }
}
