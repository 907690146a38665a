package io.outpost.agent.evaluate;

import io.outpost.agent.analysis.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Which event tells of which truth: as many pairs as there can be, and of those the cheapest. A
 * truth and an event are each in one pair at most. Exact, because a greedy choice between two
 * vehicles that follow each other closely would count a miss and a false event where there is none.
 *
 * @param pairs in the order of the truths
 * @param truths those without an event
 * @param told those without a truth
 */
record Pairing<A, B>(List<Match<A, B>> pairs, List<A> truths, List<B> told) {
  /** One more pair is worth any cost; costs are seconds of a clip. */
  private static final double ALONE = 1e9;

  /**
   * What counts is paired first; what is left may be told of what counts neither way.
   *
   * @param counted pairs of what counts
   * @param spare pairs of the rest; its {@code told} are those without any truth
   */
  record Twice<A, B>(Pairing<A, B> counted, Pairing<A, B> spare) {
    static <A, B> Twice<A, B> of(
        List<A> truths, Predicate<A> either, List<B> told, BiFunction<A, B, OptionalDouble> cost) {
      List<A> counting = truths.stream().filter(either.negate()).toList();
      Pairing<A, B> counted = Pairing.of(counting, told, cost);
      List<A> others = truths.stream().filter(either).toList();
      return new Twice<>(counted, Pairing.of(others, counted.told(), cost));
    }

    /** Of the events, those that count neither way. */
    List<B> neither() {
      return spare.pairs.stream().map(Match::told).toList();
    }
  }

  /**
   * @param cost of a pair, seconds; empty where the two cannot belong together
   */
  static <A, B> Pairing<A, B> of(
      List<A> truths, List<B> told, BiFunction<A, B, OptionalDouble> cost) {
    double[][] costs = new double[truths.size()][told.size()];
    for (int i = 0; i < truths.size(); i++) {
      for (int j = 0; j < told.size(); j++) {
        costs[i][j] = cost.apply(truths.get(i), told.get(j)).orElse(ALONE);
      }
    }
    int[] partners = Assignment.solve(costs, ALONE);
    List<Match<A, B>> pairs = new ArrayList<>();
    List<A> lonely = new ArrayList<>();
    boolean[] taken = new boolean[told.size()];
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] == Assignment.NONE) {
        lonely.add(truths.get(i));
      } else {
        taken[partners[i]] = true;
        pairs.add(new Match<>(truths.get(i), told.get(partners[i])));
      }
    }
    List<B> rest = new ArrayList<>();
    for (int j = 0; j < taken.length; j++) {
      if (!taken[j]) {
        rest.add(told.get(j));
      }
    }
    return new Pairing<>(List.copyOf(pairs), List.copyOf(lonely), List.copyOf(rest));
  }
}
