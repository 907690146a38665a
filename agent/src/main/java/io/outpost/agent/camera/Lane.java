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
 */
public record Lane(String id, Polygon polygon, Duration dwell, Set<ObjectClass> classes) {
  public Lane {
    classes = Set.copyOf(classes);
  }
}
