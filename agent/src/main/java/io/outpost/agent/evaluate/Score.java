package io.outpost.agent.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** A number that is held against the recorded one. Which of them exist depends on the truth. */
public enum Score {
  LANE_PRECISION("lanePrecision", Better.MORE),
  LANE_RECALL("laneRecall", Better.MORE),
  LANES_MISSED("lanesMissed", Better.LESS),
  LANES_FALSE("lanesFalse", Better.LESS),
  LANE_START_MEAN("laneStartMeanSeconds", Better.LESS),
  LANE_START_WORST("laneStartWorstSeconds", Better.LESS),
  LANE_END_MEAN("laneEndMeanSeconds", Better.LESS),
  LANE_END_WORST("laneEndWorstSeconds", Better.LESS),
  CONGESTION_MISSED("congestionMissed", Better.LESS),
  CONGESTION_FALSE("congestionFalse", Better.LESS),
  FACES_CAPTURED("facesCaptured", Better.MORE),
  FACES_TWICE("facesTwice", Better.LESS),
  FACES_MISSED("facesMissed", Better.LESS),
  FACES_FALSE("facesFalse", Better.LESS),
  /** Share of the best shots that lie in the best moments. */
  BEST_SHOT_INSIDE("bestShotInsideShare", Better.MORE),
  BEST_SHOT_MEAN("bestShotOffMeanSeconds", Better.LESS),
  BEST_SHOT_WORST("bestShotOffWorstSeconds", Better.LESS),
  /** How wide the faces are in their best shots, of what they are where they are widest. */
  BEST_SHOT_WIDTH("bestShotWidthShare", Better.MORE),
  COUNTS_WRONG("countsWrong", Better.LESS),
  RUNS_DIFFERENT("runsDifferent", Better.LESS);

  private final String label;
  private final Better better;

  Score(String label, Better better) {
    this.label = label;
    this.better = better;
  }

  /** Which way a score is better. */
  enum Better {
    MORE,
    LESS
  }

  /** As it stands in JSON. */
  public String label() {
    return label;
  }

  static Optional<Score> of(String label) {
    return Arrays.stream(values()).filter(score -> score.label.equals(label)).findFirst();
  }

  /** Whether a value is worse than another, both as they are printed. */
  boolean isWorse(double value, double than) {
    return switch (better) {
      case MORE -> value < than;
      case LESS -> value > than;
    };
  }

  /** Empty where nothing tells: no start is known, say, or nothing was found. */
  public OptionalDouble of(Outcome outcome) {
    LaneResult lanes = outcome.lanes();
    FaceResult faces = outcome.faces();
    return switch (this) {
      case LANE_PRECISION -> lanes.precision();
      case LANE_RECALL -> lanes.recall();
      case LANES_MISSED -> number(lanes.missed());
      case LANES_FALSE -> number(lanes.wrong());
      case LANE_START_MEAN -> lanes.startErrors().average();
      case LANE_START_WORST -> lanes.startErrors().max();
      case LANE_END_MEAN -> lanes.endErrors().average();
      case LANE_END_WORST -> lanes.endErrors().max();
      case CONGESTION_MISSED -> numberIn(outcome.congestion().map(LaneResult::missed));
      case CONGESTION_FALSE -> numberIn(outcome.congestion().map(LaneResult::wrong));
      case FACES_CAPTURED -> number(faces.captured());
      case FACES_TWICE -> number(faces.twice());
      case FACES_MISSED -> number(faces.missed());
      case FACES_FALSE -> number(faces.wrong());
      case BEST_SHOT_INSIDE -> inside(faces.bestShotErrors());
      case BEST_SHOT_MEAN -> faces.bestShotErrors().average();
      case BEST_SHOT_WORST -> faces.bestShotErrors().max();
      case BEST_SHOT_WIDTH -> faces.bestShotWidths().average();
      case COUNTS_WRONG -> number(outcome.counts().stream().filter(c -> !c.right()).toList());
      case RUNS_DIFFERENT ->
          outcome.runs().isEmpty()
              ? OptionalDouble.empty()
              : number(outcome.runs().stream().filter(same -> !same).toList());
    };
  }

  private static OptionalDouble number(List<?> of) {
    return OptionalDouble.of(of.size());
  }

  private static OptionalDouble numberIn(Optional<? extends List<?>> of) {
    return of.isPresent() ? number(of.get()) : OptionalDouble.empty();
  }

  private static OptionalDouble inside(DoubleStream errors) {
    return errors.map(error -> error == 0 ? 1 : 0).average();
  }
}
