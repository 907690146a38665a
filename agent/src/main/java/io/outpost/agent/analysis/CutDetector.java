package io.outpost.agent.analysis;

/**
 * Notices a hard cut: one picture that differs from the one before far more than pictures have
 * differed lately. A bus passing close by changes the picture as much, but goes on doing so. Where
 * the sizes of coded pictures tell of a cut as well, it need not show in the whole picture: behind
 * it may be the same place, filmed at another time.
 */
final class CutDetector {
  /** Least change, see {@link io.outpost.agent.vision.AnalysedPicture#sceneChange}. */
  static final double LEAST_CHANGE = 0.05;

  /** How many times the recent average a cut is. */
  static final double TIMES_RECENT = 3;

  /**
   * Least change where the coded pictures tell of one. Less is a camera that sends a picture anew,
   * as it may when one was lost.
   */
  static final double LEAST_CHANGE_CODED = 0.01;

  /** How many times the recent average it is then. */
  static final double TIMES_RECENT_CODED = 1.5;

  /** Weight of the newest picture in the recent average: about the last second. */
  private static final double NEWEST = 0.2;

  private double recent;

  /**
   * Whether this picture is the first after a cut.
   *
   * @param coded see {@link io.outpost.agent.vision.AnalysedPicture#codedCut}
   */
  boolean cut(double sceneChange, boolean coded) {
    double least = coded ? LEAST_CHANGE_CODED : LEAST_CHANGE;
    double times = coded ? TIMES_RECENT_CODED : TIMES_RECENT;
    boolean cut = sceneChange >= least && sceneChange >= times * recent;
    if (!cut) {
      recent += NEWEST * (sceneChange - recent);
    }
    return cut;
  }

  void reset() {
    recent = 0;
  }
}
