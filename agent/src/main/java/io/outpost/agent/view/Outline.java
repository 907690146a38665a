package io.outpost.agent.view;

import java.util.Arrays;

/**
 * What a picture is like, by the cells of a {@link ViewGrid}, row by row. The arrays are the
 * outline's own; nobody writes to them.
 *
 * @param levels mean luma of each cell, 0..255; 0 in cells that are masked
 * @param details how much neighbours in a row differ in each cell, root of the mean square, in
 *     eighths of a level, at most 255: an edge has more of it the sharper it is; 0 in cells that
 *     are masked
 * @param colour mean distance of chroma from grey, in levels; {@link #UNKNOWN_COLOUR} where it was
 *     not to be had
 */
@SuppressWarnings("ArrayRecordComponent") // It is made for each look, and never compared.
public record Outline(byte[] levels, byte[] details, double colour) {
  public static final double UNKNOWN_COLOUR = -1;

  public Outline {
    if (levels.length != ViewGrid.CELLS || details.length != ViewGrid.CELLS) {
      throw new IllegalArgumentException(
          "an outline of "
              + levels.length
              + " levels and "
              + details.length
              + " details, expected "
              + ViewGrid.CELLS);
    }
  }

  /** Cells that hold something else than in another picture. A clock in the picture has a few. */
  int differing(Outline other) {
    int differing = 0;
    for (int cell = 0; cell < levels.length; cell++) {
      if (levels[cell] != other.levels[cell] || details[cell] != other.details[cell]) {
        differing++;
      }
    }
    return differing;
  }

  int level(int cell) {
    return levels[cell] & 0xff;
  }

  int detail(int cell) {
    return details[cell] & 0xff;
  }

  @Override
  public String toString() {
    return "Outline[" + Arrays.hashCode(levels) + ", " + Arrays.hashCode(details) + "]";
  }
}
