package io.outpost.agent.plan;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
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

  /**
   * As it is registered. What its stream is like is assumed: cameras are not asked.
   *
   * @param activity share of the time in which something moves, 0..1
   */
  public static PlannedCamera of(Camera camera, double activity) {
    return new PlannedCamera(
        camera.streams().sub().isPresent() ? PlannedStream.SUB : PlannedStream.MAIN,
        watch(camera.watchfulness().mode()),
        activity,
        camera.faces().enabled(),
        !camera.lanes().isEmpty());
  }

  private static Watch watch(AnalysisMode mode) {
    return switch (mode) {
      case AUTO, ECO -> Watch.ECO;
      case STRICT -> Watch.STRICT;
      case ALWAYS -> Watch.ALWAYS;
    };
  }

  /** The same, watched otherwise. */
  public PlannedCamera in(Watch other) {
    return new PlannedCamera(stream, other, activity, faces, bodies);
  }

  /** The same with another stream. */
  public PlannedCamera with(PlannedStream other) {
    return new PlannedCamera(other, watch, activity, faces, bodies);
  }
}
