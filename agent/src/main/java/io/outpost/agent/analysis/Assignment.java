package io.outpost.agent.analysis;

import java.util.Arrays;

/**
 * The cheapest way to pair rows with columns (Kuhn 1955, with the potentials of Jonker and
 * Volgenant 1987; cubic in the smaller side). Exact rather than greedy, because vehicles abreast at
 * five pictures a second overlap each other's predictions, and one greedy wrong pair makes a
 * second.
 */
public final class Assignment {
  /** A row that has no partner. */
  public static final int NONE = -1;

  private final double[][] cost;
  private final double limit;
  private final int rows;
  private final int columns;
  // Rows and columns count from 1; column 0 is where each search starts. Beyond the real columns
  // each row has a spare one at the price of the limit, so that every row finds a column.
  private final int width;
  private final double[] rowPotential;
  private final double[] columnPotential;
  private final int[] rowOf;
  private final int[] previous;
  private final double[] slack;
  private final boolean[] visited;

  private Assignment(double[][] cost, double limit) {
    this.cost = cost;
    this.limit = limit;
    rows = cost.length;
    columns = rows == 0 ? 0 : cost[0].length;
    width = columns + rows;
    rowPotential = new double[rows + 1];
    columnPotential = new double[width + 1];
    rowOf = new int[width + 1];
    previous = new int[width + 1];
    slack = new double[width + 1];
    visited = new boolean[width + 1];
  }

  /**
   * Minimises the total cost, where leaving a row alone costs {@code limit}: a good pair is never
   * given up for the sake of two poor ones.
   *
   * @param cost rows of equal length; at {@code limit} or above a pair is not allowed
   * @return for each row its column or {@link #NONE}
   */
  public static int[] solve(double[][] cost, double limit) {
    return new Assignment(cost, limit).solve();
  }

  private int[] solve() {
    for (int row = 1; row <= rows; row++) {
      augment(row);
    }
    int[] columnOf = new int[rows];
    Arrays.fill(columnOf, NONE);
    for (int column = 1; column <= columns; column++) {
      int row = rowOf[column] - 1;
      if (row >= 0 && cost[row][column - 1] < limit) {
        columnOf[row] = column - 1;
      }
    }
    return columnOf;
  }

  /** Gives the row a column along the cheapest path of columns that change hands. */
  private void augment(int row) {
    Arrays.fill(slack, Double.POSITIVE_INFINITY);
    Arrays.fill(visited, false);
    rowOf[0] = row;
    int column = 0;
    do {
      visited[column] = true;
      column = cheapestNext(column);
    } while (rowOf[column] != 0);
    while (column != 0) {
      rowOf[column] = rowOf[previous[column]];
      column = previous[column];
    }
  }

  private int cheapestNext(int column) {
    int row = rowOf[column];
    int next = 0;
    double delta = Double.POSITIVE_INFINITY;
    for (int j = 1; j <= width; j++) {
      if (visited[j]) {
        continue;
      }
      double reduced = price(row, j) - rowPotential[row] - columnPotential[j];
      if (reduced < slack[j]) {
        slack[j] = reduced;
        previous[j] = column;
      }
      if (slack[j] < delta) {
        delta = slack[j];
        next = j;
      }
    }
    for (int j = 0; j <= width; j++) {
      if (visited[j]) {
        rowPotential[rowOf[j]] += delta;
        columnPotential[j] -= delta;
      } else {
        slack[j] -= delta;
      }
    }
    return next;
  }

  private double price(int row, int column) {
    return column <= columns ? Math.min(cost[row - 1][column - 1], limit) : limit;
  }
}
