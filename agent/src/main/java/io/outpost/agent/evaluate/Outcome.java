package io.outpost.agent.evaluate;

import static io.outpost.agent.evaluate.LaneResult.joined;

import java.util.List;

/**
 * What came of a clip, or of several together.
 *
 * @param runs whether two runs gave the same bytes, for each clip that was run twice
 */
public record Outcome(
    LaneResult lanes, FaceResult faces, List<CountResult> counts, List<Boolean> runs) {
  static final Outcome NONE = new Outcome(LaneResult.NONE, FaceResult.NONE, List.of(), List.of());

  public Outcome {
    counts = List.copyOf(counts);
    runs = List.copyOf(runs);
  }

  static Outcome of(Truth truth, Told told, List<Boolean> runs) {
    return new Outcome(
        truth.lanes().map(t -> LaneResult.of(t, told.occupations())).orElse(LaneResult.NONE),
        truth.faces().map(t -> FaceResult.of(t, told.shots())).orElse(FaceResult.NONE),
        truth.counts().stream().map(count -> CountResult.of(count, told)).toList(),
        runs);
  }

  Outcome plus(Outcome other) {
    return new Outcome(
        lanes.plus(other.lanes),
        faces.plus(other.faces),
        joined(counts, other.counts),
        joined(runs, other.runs));
  }
}
