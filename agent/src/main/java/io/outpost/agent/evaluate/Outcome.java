package io.outpost.agent.evaluate;

import static io.outpost.agent.evaluate.LaneResult.joined;

import java.util.List;
import java.util.Optional;

/**
 * What came of a clip, or of several together.
 *
 * @param runs whether two runs gave the same bytes, for each clip that was run twice
 * @param congestion of queues by their groups; empty where the truth says nothing of them
 */
public record Outcome(
    LaneResult lanes,
    FaceResult faces,
    List<CountResult> counts,
    List<Boolean> runs,
    Optional<LaneResult> congestion) {
  static final Outcome NONE =
      new Outcome(LaneResult.NONE, FaceResult.NONE, List.of(), List.of(), Optional.empty());

  public Outcome {
    counts = List.copyOf(counts);
    runs = List.copyOf(runs);
  }

  static Outcome of(Truth truth, Told told, List<Boolean> runs) {
    return new Outcome(
        truth.lanes().map(t -> LaneResult.of(t, told.occupations())).orElse(LaneResult.NONE),
        truth.faces().map(t -> FaceResult.of(t, told.shots())).orElse(FaceResult.NONE),
        truth.counts().stream().map(count -> CountResult.of(count, told)).toList(),
        runs,
        truth.congestion().map(t -> LaneResult.of(t, told.queues())));
  }

  Outcome plus(Outcome other) {
    return new Outcome(
        lanes.plus(other.lanes),
        faces.plus(other.faces),
        joined(counts, other.counts),
        joined(runs, other.runs),
        congestion.isEmpty()
            ? other.congestion
            : Optional.of(congestion.get().plus(other.congestion.orElse(LaneResult.NONE))));
  }
}
