package io.outpost.agent.gate;

/**
 * What the motion model says of one picture.
 *
 * @param mediaMicros of the access unit it was decoded from
 * @param verdict whether anything moves where it matters
 * @param activity share of the tiles that matter in which something differs, 0..1
 */
public record Glance(long mediaMicros, Verdict verdict, double activity) {
  /** Of the motion model. */
  public enum Verdict {
    QUIET,
    MOVED,
    /** Too little has been seen of the scene to tell; to be taken for motion. */
    LEARNING,
    /** Nearly all of it differs: the camera was turned, covered or switched to another mode. */
    NEW_SCENE
  }

  /** Whether the scene is as it was. */
  public boolean quiet() {
    return verdict == Verdict.QUIET;
  }
}
