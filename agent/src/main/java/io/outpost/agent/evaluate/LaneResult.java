package io.outpost.agent.evaluate;

import io.outpost.agent.evaluate.LaneTruth.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Lane events held against the truth.
 *
 * @param found truths with the event that tells of them
 * @param missed truths that no event tells of
 * @param wrong events that tell of nothing
 * @param neither events that count neither way
 */
public record LaneResult(
    List<Match<LaneTruth, Occupation>> found,
    List<LaneTruth> missed,
    List<Occupation> wrong,
    List<Occupation> neither) {
  static final LaneResult NONE = new LaneResult(List.of(), List.of(), List.of(), List.of());

  public LaneResult {
    found = List.copyOf(found);
    missed = List.copyOf(missed);
    wrong = List.copyOf(wrong);
    neither = List.copyOf(neither);
  }

  static LaneResult of(List<LaneTruth> truths, List<Occupation> told) {
    Pairing.Twice<LaneTruth, Occupation> pairs =
        Pairing.Twice.of(truths, LaneTruth::either, told, LaneResult::cost);
    return new LaneResult(
        pairs.counted().pairs(), pairs.counted().truths(), pairs.spare().told(), pairs.neither());
  }

  private static OptionalDouble cost(LaneTruth truth, Occupation told) {
    boolean possible =
        truth.lane().equals(told.lane())
            && truth.objectClass().map(c -> c.label().equals(told.objectClass())).orElse(true)
            && truth.when().touches(told.when(), truth.tolerance());
    return possible ? OptionalDouble.of(distance(truth, told.when())) : OptionalDouble.empty();
  }

  private static double distance(LaneTruth truth, Span told) {
    return switch (truth.timing()) {
      case MIDST -> Math.abs(told.middle() - truth.when().from());
      case START -> Math.abs(told.from() - truth.when().from());
      case BOTH ->
          Math.abs(told.from() - truth.when().from()) + Math.abs(told.to() - truth.when().to());
    };
  }

  /** Share of the events that are right; empty where there is none. */
  OptionalDouble precision() {
    return share(found.size(), found.size() + wrong.size());
  }

  /** Share of the truths that are told of; empty where there is none. */
  OptionalDouble recall() {
    return share(found.size(), found.size() + missed.size());
  }

  private static OptionalDouble share(int part, int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  /** How far off the beginnings are whose time is known, seconds. */
  DoubleStream startErrors() {
    return found.stream()
        .filter(pair -> pair.truth().timing() != Timing.MIDST)
        .mapToDouble(pair -> Math.abs(pair.told().when().from() - pair.truth().when().from()));
  }

  /** How far off the ends are whose time is known, seconds. */
  DoubleStream endErrors() {
    return found.stream()
        .filter(pair -> pair.truth().timing() == Timing.BOTH)
        .mapToDouble(pair -> Math.abs(pair.told().when().to() - pair.truth().when().to()));
  }

  LaneResult plus(LaneResult other) {
    return new LaneResult(
        joined(found, other.found),
        joined(missed, other.missed),
        joined(wrong, other.wrong),
        joined(neither, other.neither));
  }

  static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
