package io.outpost.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lets contenders do the same work in turns: A B C, A B C ... What slows the machine down for a
 * while slows all of them down, so that their ratio stays.
 */
final class Contest {
  /** Does the work once and says what it cost. */
  interface Contender {
    double cost() throws Exception;
  }

  private final List<Contender> contenders;
  private final List<double[]> rounds = new ArrayList<>();

  private Contest(List<Contender> contenders) {
    this.contenders = List.copyOf(contenders);
  }

  /** Runs one round that is not counted (page cache, compilation) and then {@code rounds}. */
  static Contest run(int rounds, Contender... contenders) throws Exception {
    Contest contest = new Contest(Arrays.asList(contenders));
    contest.round();
    for (int i = 0; i < Pause.rounds(rounds); i++) {
      contest.rounds.add(contest.round());
    }
    return contest;
  }

  private double[] round() throws Exception {
    double[] costs = new double[contenders.size()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = contenders.get(i).cost();
    }
    return costs;
  }

  /** The median cost of a contender, counted from 0 in the order given. */
  double median(int contender) {
    return median(rounds.stream().mapToDouble(round -> round[contender]).toArray());
  }

  /** The median over the rounds of one contender's cost divided by another's. */
  double ratio(int contender, int rival) {
    return median(rounds.stream().mapToDouble(round -> round[contender] / round[rival]).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
