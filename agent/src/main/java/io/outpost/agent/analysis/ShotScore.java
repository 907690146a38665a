package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.FaceQuality;

/**
 * How good a shot of a face is, for a person who has to look at it. Each part is 0..1.
 *
 * @param size how wide the face is, of {@link #FULL_WIDTH_PIXELS}
 * @param sharpness how sharp it is, of {@link #FULL_SHARPNESS}
 * @param pose how nearly it looks into the camera
 * @param exposure of {@link FaceQuality}
 * @param inside how much of the head the picture's edge leaves
 * @param detector how sure the detector is
 */
public record ShotScore(
    double size, double sharpness, double pose, double exposure, double inside, double detector) {
  /** A wider face is no better. */
  static final double FULL_WIDTH_PIXELS = 120;

  /** Who looks so nearly into the camera is seen as well as one who does so wholly. */
  static final double FULL_FRONTALITY = 0.75;

  /** A sharper face shows no more: above it, measurements differ more than faces do. */
  static final double FULL_SHARPNESS = 0.7;

  /** Around the face on every side, in face sizes: hair, chin and ears are outside the box. */
  static final double MARGIN = 0.4;

  // A weighted geometric mean: one property that is hopeless cannot be made up for by the others.
  // Size first, as nothing brings back pixels that were never there.
  static final double SIZE_WEIGHT = 0.4;
  static final double SHARPNESS_WEIGHT = 0.15;
  static final double POSE_WEIGHT = 0.25;
  static final double EXPOSURE_WEIGHT = 0.05;
  static final double INSIDE_WEIGHT = 0.05;
  static final double DETECTOR_WEIGHT = 0.1;

  /** A property is never worth less, so that shots without any still have an order. */
  private static final double FLOOR = 0.01;

  /** A box this near to the picture's edge, as a fraction of the picture, is cut by it. */
  private static final double EDGE = 0.004;

  /** Of a face that has its quality. */
  static ShotScore of(Detection face, FaceQuality quality) {
    Box whole = around(face.box(), MARGIN);
    return new ShotScore(
        clipped(quality.widthPixels() / FULL_WIDTH_PIXELS),
        clipped(quality.sharpness() / FULL_SHARPNESS),
        clipped(quality.frontality() / FULL_FRONTALITY),
        clipped(quality.exposure()),
        clipped(withMargin(face.box()).area() / whole.area()),
        clipped(face.score()));
  }

  /** 0..1. */
  public double total() {
    return part(size, SIZE_WEIGHT)
        * part(sharpness, SHARPNESS_WEIGHT)
        * part(pose, POSE_WEIGHT)
        * part(exposure, EXPOSURE_WEIGHT)
        * part(inside, INSIDE_WEIGHT)
        * part(detector, DETECTOR_WEIGHT);
  }

  private static double part(double value, double weight) {
    return Math.pow(Math.max(FLOOR, value), weight);
  }

  private static double clipped(double value) {
    return Math.min(1, Math.max(0, value));
  }

  /** Whether all of the face is in the picture. */
  static boolean whole(Detection detection) {
    Box box = detection.box();
    return box.x() > EDGE && box.y() > EDGE && box.right() < 1 - EDGE && box.bottom() < 1 - EDGE;
  }

  /** The face with what is cut out around it, as far as the picture goes. */
  static Box withMargin(Box face) {
    Box whole = around(face, MARGIN);
    double x = Math.max(0, whole.x());
    double y = Math.max(0, whole.y());
    return new Box(x, y, Math.min(1, whole.right()) - x, Math.min(1, whole.bottom()) - y);
  }

  private static Box around(Box face, double margin) {
    return new Box(
        face.x() - margin * face.width(),
        face.y() - margin * face.height(),
        face.width() * (1 + 2 * margin),
        face.height() * (1 + 2 * margin));
  }
}
