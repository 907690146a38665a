package io.outpost.agent.camera;

import java.util.List;
import java.util.Optional;

/**
 * What a lane asks for beside class and dwell; the dwell is counted while all of it holds.
 *
 * @param direction which way a body must go; empty for any
 * @param motion whether it must stand or move
 * @param hours when it counts, by clocks in the camera's time zone; empty for always
 * @param group the lanes that are congested together, in which case nothing begins in any of them
 * @param minimumSpeed how fast a body must be, metres a second; asks for the camera's ground
 * @param preset at which the camera must stand, by name or token; empty for one that is not turned
 */
public record LaneTerms(
    Optional<Direction> direction,
    Motion motion,
    List<DayHours> hours,
    Optional<String> group,
    Optional<Double> minimumSpeed,
    Optional<String> preset) {
  /** Whatever is in the lane counts. */
  public static final LaneTerms NONE = new LaneTerms(Optional.empty(), Motion.ANY);

  public LaneTerms {
    hours = List.copyOf(hours);
  }

  /** At all hours. */
  public LaneTerms(Optional<Direction> direction, Motion motion) {
    this(direction, motion, List.of());
  }

  /** In no group. */
  public LaneTerms(Optional<Direction> direction, Motion motion, List<DayHours> hours) {
    this(direction, motion, hours, Optional.empty());
  }

  /** At any speed. */
  public LaneTerms(
      Optional<Direction> direction, Motion motion, List<DayHours> hours, Optional<String> group) {
    this(direction, motion, hours, group, Optional.empty(), Optional.empty());
  }

  /** The same at such a speed. */
  public LaneTerms fasterThan(Optional<Double> speed) {
    return new LaneTerms(direction, motion, hours, group, speed, preset);
  }

  /** The same while the camera stands at a preset. */
  public LaneTerms atPreset(Optional<String> other) {
    return new LaneTerms(direction, motion, hours, group, minimumSpeed, other);
  }
}
