package io.outpost.agent.analysis;

/**
 * Notices a hard cut: one picture that differs from the one before far more than pictures have
 * differed lately. A bus passing close by changes the picture as much, but goes on doing so.
 */
final class CutDetector {
  /** Least change, see {@link io.outpost.agent.vision.AnalysedPicture#sceneChange}. */
  static final double LEAST_CHANGE = 0.05;

  /** How many times the recent average a cut is. */
  static final double TIMES_RECENT = 3;

  /** Weight of the newest picture in the recent average: about the last second. */
  private static final double NEWEST = 0.2;

  private double recent;

  /** Whether this picture is the first after a cut. */
  boolean cut(double sceneChange) {
    boolean cut = sceneChange >= LEAST_CHANGE && sceneChange >= TIMES_RECENT * recent;
    if (!cut) {
      recent += NEWEST * (sceneChange - recent);
    }
    return cut;
  }

  void reset() {
    recent = 0;
  }
}
