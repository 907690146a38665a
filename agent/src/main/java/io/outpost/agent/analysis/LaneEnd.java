package io.outpost.agent.analysis;

/** Why an occupation of a lane is over though nobody saw the body leave the lane. */
public enum LaneEnd {
  /** What had to stand drives on. */
  MOVES("moves"),
  /** What had to move has stopped. */
  STANDS("stands"),
  /** It goes the way that does not count. */
  TURNED("turned"),
  /** It is slower than it must be. */
  SLOWS("slows"),
  /** The hours in which it counts are over. */
  HOURS_OVER("hours-over"),
  /**
   * Nobody watched, for the stream, the worker or the agent was away, the camera was turned or its
   * picture not to be trusted, and it was not found again where it was.
   */
  UNWATCHED("unwatched");

  private final String label;

  LaneEnd(String label) {
    this.label = label;
  }

  /** As it stands in events. */
  public String label() {
    return label;
  }
}
