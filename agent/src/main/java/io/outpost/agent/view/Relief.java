package io.outpost.agent.view;

import static io.outpost.agent.view.ViewGrid.CELLS;
import static io.outpost.agent.view.ViewGrid.COLUMNS;
import static io.outpost.agent.view.ViewGrid.ROWS;

import java.util.function.IntUnaryOperator;

/**
 * Where a picture becomes lighter or darker from a cell to the next: what is left of a scene when
 * the light on it does not count.
 */
final class Relief {
  /** One lamp must not outweigh a street. */
  private static final int MOST = 24;

  private final int[] across = new int[CELLS];
  private final int[] down = new int[CELLS];

  Relief(ViewGrid grid, IntUnaryOperator level) {
    for (int cell = 0; cell < CELLS; cell++) {
      if (grid.open(cell)) {
        int here = level.applyAsInt(cell);
        if (cell % COLUMNS < COLUMNS - 1 && grid.open(cell + 1)) {
          across[cell] = clamp(level.applyAsInt(cell + 1) - here);
        }
        if (cell < CELLS - COLUMNS && grid.open(cell + COLUMNS)) {
          down[cell] = clamp(level.applyAsInt(cell + COLUMNS) - here);
        }
      }
    }
  }

  private static int clamp(int step) {
    return Math.max(-MOST, Math.min(MOST, step));
  }

  /** Root of the mean square of its steps, levels. */
  double strength() {
    long sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      sum += (long) across[cell] * across[cell] + (long) down[cell] * down[cell];
    }
    return Math.sqrt(sum / (2.0 * CELLS));
  }

  /** How alike two are, where each lies: 1 for the same, 0 for two that have nothing in common. */
  double likeness(Relief other) {
    return likeness(other, 0, 0, COLUMNS, ROWS);
  }

  /** The same in a part of the picture. */
  double likeness(Relief other, int left, int top, int right, int bottom) {
    return new Sums().over(other, new Window(left, top, right, bottom, 0, 0)).likeness();
  }

  /** The same where {@code other} has been shifted by so many cells; of what both still show. */
  double likeness(Relief other, int columns, int rows) {
    int left = Math.max(0, columns);
    int top = Math.max(0, rows);
    int right = Math.min(COLUMNS, COLUMNS + columns);
    int bottom = Math.min(ROWS, ROWS + rows);
    return new Sums().over(other, new Window(left, top, right, bottom, columns, rows)).likeness();
  }

  /** Cells of this one, and by how much those of the other lie before them. */
  private record Window(int left, int top, int right, int bottom, int columns, int rows) {}

  private final class Sums {
    private long products;
    private long mine;
    private long others;

    Sums over(Relief other, Window window) {
      for (int row = window.top; row < window.bottom; row++) {
        for (int column = window.left; column < window.right; column++) {
          int cell = row * COLUMNS + column;
          int its = cell - window.rows * COLUMNS - window.columns;
          products += (long) across[cell] * other.across[its] + (long) down[cell] * other.down[its];
          mine += (long) across[cell] * across[cell] + (long) down[cell] * down[cell];
          others +=
              (long) other.across[its] * other.across[its]
                  + (long) other.down[its] * other.down[its];
        }
      }
      return this;
    }

    double likeness() {
      double both = Math.sqrt((double) mine * others);
      return both == 0 ? 0 : products / both;
    }
  }
}
