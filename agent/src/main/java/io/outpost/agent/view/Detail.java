package io.outpost.agent.view;

import static io.outpost.agent.view.ViewGrid.CELLS;
import static io.outpost.agent.view.ViewGrid.COLUMNS;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** How much fine detail a picture has, cell by cell, beyond the noise that is everywhere in it. */
final class Detail {
  /** Of the cells, those that have least detail, and so nothing but noise. */
  private static final double PLAIN_SHARE = 0.1;

  /** Less than this is no detail. */
  private static final double LEAST = 12;

  /** With fewer cells of detail in the picture there is no telling. */
  private static final int FEWEST = CELLS / 40;

  /** Noise is not the same in each of them. */
  private static final double NOISE_SPREAD = 1.25;

  private final double[] cells = new double[CELLS];
  private final ViewGrid grid;

  Detail(ViewGrid grid, IntUnaryOperator detail) {
    this.grid = grid;
    double noise = NOISE_SPREAD * noise(grid, detail);
    for (int cell = 0; cell < CELLS; cell++) {
      if (grid.open(cell)) {
        double all = detail.applyAsInt(cell);
        cells[cell] = Math.sqrt(Math.max(0, all * all - noise * noise));
      }
    }
  }

  private static double noise(ViewGrid grid, IntUnaryOperator detail) {
    int[] sorted = new int[CELLS];
    int open = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      if (grid.open(cell)) {
        sorted[open++] = detail.applyAsInt(cell);
      }
    }
    Arrays.sort(sorted, 0, open);
    return open == 0 ? 0 : sorted[(int) (open * PLAIN_SHARE)];
  }

  /** Of all cells together. */
  double total() {
    return Arrays.stream(cells).sum();
  }

  /**
   * Share of the cells with most detail, a quarter of all, that have lost it in another picture.
   * Where hardly any cell has detail, nothing is lost.
   *
   * @param left what of its detail a cell must have kept
   */
  double lostIn(Detail now, double left) {
    return lostIn(now, left, 0, COLUMNS);
  }

  /** The same in the columns from one to another. */
  double lostIn(Detail now, double left, int from, int to) {
    double[] sorted = cells.clone();
    Arrays.sort(sorted);
    double limit = Math.max(LEAST, sorted[CELLS * 3 / 4]);
    int detailed = 0;
    int lost = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      int column = cell % COLUMNS;
      if (column >= from && column < to && grid.open(cell) && cells[cell] >= limit) {
        detailed++;
        lost += now.cells[cell] < left * cells[cell] ? 1 : 0;
      }
    }
    return detailed < FEWEST * (to - from) / COLUMNS ? 0 : (double) lost / detailed;
  }
}
