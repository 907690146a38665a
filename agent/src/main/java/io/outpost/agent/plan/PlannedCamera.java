package io.outpost.agent.plan;

import io.outpost.agent.gate.GateMode.Watch;

/**
 * A camera as the agent would serve it.
 *
 * @param stream that is analysed, and the only one that is received
 * @param activity share of the time in which it is looked at closely, 0..1
 * @param faces whether faces are looked for
 * @param bodies whether lanes are watched, and bodies looked for
 */
public record PlannedCamera(
    PlannedStream stream, Watch watch, double activity, boolean faces, boolean bodies) {
  public PlannedCamera {
    if (!(activity >= 0 && activity <= 1)) {
      throw new IllegalArgumentException("activity " + activity + ", expected 0 to 1");
    }
  }

  /** The same with another stream. */
  public PlannedCamera with(PlannedStream other) {
    return new PlannedCamera(other, watch, activity, faces, bodies);
  }
}
