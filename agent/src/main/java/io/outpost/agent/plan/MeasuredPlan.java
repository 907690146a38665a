package io.outpost.agent.plan;

import java.time.Instant;

/**
 * What {@code outpost plan} found out the last time.
 *
 * @param activity what was assumed of the cameras: share of the time in which something moves, 0..1
 */
public record MeasuredPlan(Costs costs, double activity, Instant measured) {
  public MeasuredPlan {
    if (!(activity >= 0 && activity <= 1)) {
      throw new IllegalArgumentException("activity " + activity + ", expected 0 to 1");
    }
  }
}
