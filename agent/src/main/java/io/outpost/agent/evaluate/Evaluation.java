package io.outpost.agent.evaluate;

import java.util.List;

/** What came of all clips. */
public record Evaluation(List<ClipEvaluation> clips) {
  public Evaluation {
    clips = List.copyOf(clips);
  }

  /** Of all clips together, as if they were one. */
  public Outcome total() {
    return clips.stream().map(ClipEvaluation::outcome).reduce(Outcome.NONE, Outcome::plus);
  }
}
