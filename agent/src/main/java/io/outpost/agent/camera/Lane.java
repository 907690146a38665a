package io.outpost.agent.camera;

import java.time.Duration;
import java.util.Set;

/**
 * A lane that may not be used.
 *
 * @param id unique within the camera
 * @param polygon where the lane lies on the ground
 * @param dwell how long a body must be in it before that is an event
 * @param classes what counts
 * @param terms what must hold beside that
 */
public record Lane(
    String id, Polygon polygon, Duration dwell, Set<ObjectClass> classes, LaneTerms terms) {
  public Lane {
    classes = Set.copyOf(classes);
  }

  /** In which all bodies of its classes count. */
  public Lane(String id, Polygon polygon, Duration dwell, Set<ObjectClass> classes) {
    this(id, polygon, dwell, classes, LaneTerms.NONE);
  }

  /** The same under other terms. */
  public Lane under(LaneTerms other) {
    return new Lane(id, polygon, dwell, classes, other);
  }
}
