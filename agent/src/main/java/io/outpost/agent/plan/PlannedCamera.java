package io.outpost.agent.plan;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.gate.GateMode.Watch;
import java.util.Optional;

/**
 * A camera as the agent would serve it.
 *
 * @param stream that is analysed
 * @param activity share of the time in which it is looked at closely, 0..1
 * @param faces whether faces are looked for
 * @param bodies whether lanes are watched, and bodies looked for
 */
public record PlannedCamera(
    PlannedStream stream, Watch watch, double activity, boolean faces, boolean bodies) {
  /** Of 720p, which few main streams are below. */
  private static final long MAIN_PIXELS = 1280 * 720;

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

  /**
   * The main stream that is received beside a sub-stream, for stills, as it is assumed. What is
   * smaller than {@link #MAIN_PIXELS} is taken for a sub-stream.
   */
  Optional<PlannedStream> beside() {
    return stream.pixels() < MAIN_PIXELS && (faces || bodies)
        ? Optional.of(PlannedStream.MAIN)
        : Optional.empty();
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
