package io.outpost.agent.evaluate;

import static io.outpost.agent.evaluate.LaneResult.joined;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Captured faces held against the truth.
 *
 * @param captured people with the shot of them
 * @param missed people of whom there is no shot
 * @param twice shots of somebody of whom there is one already
 * @param wrong shots of nobody
 * @param neither shots that count neither way
 */
public record FaceResult(
    List<Match<FaceTruth, Shot>> captured,
    List<FaceTruth> missed,
    List<Shot> twice,
    List<Shot> wrong,
    List<Shot> neither) {
  static final FaceResult NONE =
      new FaceResult(List.of(), List.of(), List.of(), List.of(), List.of());

  public FaceResult {
    captured = List.copyOf(captured);
    missed = List.copyOf(missed);
    twice = List.copyOf(twice);
    wrong = List.copyOf(wrong);
    neither = List.copyOf(neither);
  }

  /**
   * What is left of the pairs is a second shot where a person could be seen then and there, else a
   * shot of nobody.
   */
  static FaceResult of(List<FaceTruth> truths, List<Shot> told) {
    Pairing.Twice<FaceTruth, Shot> pairs =
        Pairing.Twice.of(truths, FaceTruth::either, told, FaceResult::cost);
    List<Shot> twice = new ArrayList<>();
    List<Shot> wrong = new ArrayList<>();
    for (Shot shot : pairs.spare().told()) {
      boolean ofSomebody = truths.stream().anyMatch(truth -> fits(truth, shot));
      (ofSomebody ? twice : wrong).add(shot);
    }
    return new FaceResult(
        pairs.counted().pairs(), pairs.counted().truths(), twice, wrong, pairs.neither());
  }

  private static OptionalDouble cost(FaceTruth truth, Shot shot) {
    return fits(truth, shot)
        ? OptionalDouble.of(truth.best().orElse(truth.when()).distance(shot.at()))
        : OptionalDouble.empty();
  }

  private static boolean fits(FaceTruth truth, Shot shot) {
    return truth.when().distance(shot.at()) <= truth.tolerance()
        && truth
            .area()
            .map(area -> area.contains(shot.seen().box().centerX(), shot.seen().box().centerY()))
            .orElse(true);
  }

  /** How far outside the best moments the best shots lie, seconds. */
  DoubleStream bestShotErrors() {
    return captured.stream()
        .filter(pair -> pair.truth().best().isPresent())
        .mapToDouble(pair -> pair.truth().best().orElseThrow().distance(pair.told().at()));
  }

  /** How wide the faces are in their best shots, of what they are where they are widest. */
  DoubleStream bestShotWidths() {
    return captured.stream()
        .filter(pair -> pair.truth().widthPixels().isPresent())
        .mapToDouble(pair -> pair.told().widthPixels() / pair.truth().widthPixels().orElseThrow());
  }

  FaceResult plus(FaceResult other) {
    return new FaceResult(
        joined(captured, other.captured),
        joined(missed, other.missed),
        joined(twice, other.twice),
        joined(wrong, other.wrong),
        joined(neither, other.neither));
  }
}
