package io.outpost.agent.gate;

/**
 * How much of a scene differs a little all the time, everywhere: in rain, snow or a storm single
 * pixels do, and by chance some lie side by side.
 */
final class Clutter {
  private static final int MAX_LEVEL = 4;

  /** Specks in a thousand tiles that are the first level; each doubling is another. */
  private static final int FIRST_LEVEL = 8;

  /** Lessons in which it is learnt. */
  private static final int LESSONS = 8;

  /** What is told of fewer tiles is chance. */
  private static final int MIN_TILES = 400;

  private final int tiles;
  private double specks;

  /**
   * @param tiles that matter
   */
  Clutter(int tiles) {
    this.tiles = Math.max(MIN_TILES, tiles);
  }

  /** Takes the number of tiles of which a few pixels differ. */
  void learn(int tilesWithSpecks) {
    specks += (tilesWithSpecks - specks) / LESSONS;
  }

  /** From 0, nearly nothing, to 4. */
  int level() {
    int perThousand = (int) (specks * 1000 / tiles);
    int level = 0;
    while (level < MAX_LEVEL && perThousand >= FIRST_LEVEL << level) {
      level++;
    }
    return level;
  }
}
