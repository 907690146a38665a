package io.outpost.agent.camera;

import java.util.Optional;

/**
 * What a lane asks for beside class and dwell; the dwell is counted while all of it holds.
 *
 * @param direction which way a body must go; empty for any
 * @param motion whether it must stand or move
 */
public record LaneTerms(Optional<Direction> direction, Motion motion) {
  /** Whatever is in the lane counts. */
  public static final LaneTerms NONE = new LaneTerms(Optional.empty(), Motion.ANY);
}
