package io.outpost.agent.evaluate;

import java.util.List;

/** What came of all clips. */
public record Evaluation(List<ClipEvaluation> clips) {
  /** The name of all clips together. No clip has it. */
  static final String TOTAL = "total";

  public Evaluation {
    clips = List.copyOf(clips);
  }

  /** Of all clips together, as if they were one. */
  public Outcome total() {
    return clips.stream().map(ClipEvaluation::outcome).reduce(Outcome.NONE, Outcome::plus);
  }
}
