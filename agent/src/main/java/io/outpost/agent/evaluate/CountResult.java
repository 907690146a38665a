package io.outpost.agent.evaluate;

import io.outpost.agent.evaluate.CountTruth.Counted;

/** How many events there are, beside how many there should be. */
public record CountResult(CountTruth truth, int events) {
  static CountResult of(CountTruth truth, Told told) {
    int events =
        truth.events() == Counted.FACES
            ? told.shots().size()
            : (int)
                told.occupations().stream()
                    .filter(one -> truth.of().isEmpty() || truth.of().contains(one.lane()))
                    .count();
    return new CountResult(truth, events);
  }

  public boolean right() {
    return events >= truth.least() && events <= truth.most();
  }
}
