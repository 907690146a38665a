package io.outpost.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {
  private static final double LIMIT = 1;

  @Test
  void solve_goodPairAgainstTwoPoor_keepsTheGoodOne() {
    double[][] cost = {{0.1, 0.75}, {0.75, LIMIT}};
    assertThat(Assignment.solve(cost, 0.8)).containsExactly(0, Assignment.NONE);
  }

  @Test
  void solve_nearestOfEachWouldCollide_findsTheCheapestWhole() {
    double[][] cost = {{0.1, 0.2}, {0.15, 0.9}};
    assertThat(Assignment.solve(cost, LIMIT)).containsExactly(1, 0);
  }

  @Test
  void solve_nothing_isEmpty() {
    assertThat(Assignment.solve(new double[0][0], LIMIT)).isEmpty();
    assertThat(Assignment.solve(new double[2][0], LIMIT))
        .containsExactly(Assignment.NONE, Assignment.NONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void solve_randomCosts_costsNoMoreThanAnyOther(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      double[][] cost = new double[1 + random.nextInt(5)][1 + random.nextInt(5)];
      for (double[] row : cost) {
        for (int j = 0; j < row.length; j++) {
          row[j] = random.nextDouble() * 1.5;
        }
      }
      int[] found = Assignment.solve(cost, LIMIT);
      assertThat(total(cost, found))
          .as("seed %d round %d", seed, round)
          .isCloseTo(cheapest(cost, 0, new boolean[cost[0].length]), within(1e-9));
    }
  }

  private static double total(double[][] cost, int[] columns) {
    boolean[] used = new boolean[cost[0].length];
    double total = 0;
    for (int row = 0; row < columns.length; row++) {
      if (columns[row] == Assignment.NONE) {
        total += LIMIT;
        continue;
      }
      assertThat(used[columns[row]]).as("column %d twice", columns[row]).isFalse();
      used[columns[row]] = true;
      assertThat(cost[row][columns[row]]).isLessThan(LIMIT);
      total += cost[row][columns[row]];
    }
    return total;
  }

  private static double cheapest(double[][] cost, int row, boolean[] used) {
    if (row == cost.length) {
      return 0;
    }
    double best = LIMIT + cheapest(cost, row + 1, used);
    for (int column = 0; column < used.length; column++) {
      if (!used[column] && cost[row][column] < LIMIT) {
        used[column] = true;
        best = Math.min(best, cost[row][column] + cheapest(cost, row + 1, used));
        used[column] = false;
      }
    }
    return best;
  }
}
