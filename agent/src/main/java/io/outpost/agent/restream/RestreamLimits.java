package io.outpost.agent.restream;

/**
 * What viewers may take together.
 *
 * @param viewers of all cameras at one time
 * @param viewersPerCamera of one camera's streams at one time
 */
public record RestreamLimits(int viewers, int viewersPerCamera) {
  /** Enough for a control room; a camera is seldom looked at by more than a few. */
  public static final RestreamLimits DEFAULT = new RestreamLimits(64, 16);

  public RestreamLimits {
    if (viewers < 1 || viewersPerCamera < 1) {
      throw new IllegalArgumentException(
          "expected room for at least one viewer, found " + viewers + " and " + viewersPerCamera);
    }
  }
}
