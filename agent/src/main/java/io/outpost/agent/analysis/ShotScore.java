package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.FaceQuality;

/** How good a shot of a face is, for a person who has to look at it. */
final class ShotScore {
  /** A wider face is no better. */
  static final double FULL_WIDTH_PIXELS = 120;

  // A weighted geometric mean: one property that is hopeless cannot be made up for by the others.
  // Size first, as nothing brings back pixels that were never there.
  private static final double SIZE_WEIGHT = 0.4;
  private static final double SHARPNESS_WEIGHT = 0.2;
  private static final double FRONTALITY_WEIGHT = 0.3;
  private static final double DETECTOR_WEIGHT = 0.1;

  /** A property is never worth less, so that shots without any still have an order. */
  private static final double FLOOR = 0.01;

  /** A box this near to the picture's edge, as a fraction of the picture, is cut by it. */
  private static final double EDGE = 0.004;

  private ShotScore() {}

  /** 0..1. */
  static double of(FaceQuality quality, double detectorScore) {
    return part(quality.widthPixels() / FULL_WIDTH_PIXELS, SIZE_WEIGHT)
        * part(quality.sharpness(), SHARPNESS_WEIGHT)
        * part(quality.frontality(), FRONTALITY_WEIGHT)
        * part(detectorScore, DETECTOR_WEIGHT);
  }

  private static double part(double value, double weight) {
    return Math.pow(Math.min(1, Math.max(FLOOR, value)), weight);
  }

  /** Whether all of the face is in the picture. */
  static boolean whole(Detection detection) {
    Box box = detection.box();
    return box.x() > EDGE && box.y() > EDGE && box.right() < 1 - EDGE && box.bottom() < 1 - EDGE;
  }
}
