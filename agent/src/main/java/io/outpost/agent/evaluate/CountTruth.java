package io.outpost.agent.evaluate;

import java.util.List;

/**
 * How many events are right, where that is known and the single times are not, or as well.
 *
 * @param of the lanes whose events are counted; empty for all, and for faces
 */
public record CountTruth(Counted events, List<String> of, int least, int most) {
  public CountTruth {
    of = List.copyOf(of);
  }

  /** What is counted. */
  public enum Counted {
    LANES,
    FACES
  }
}
