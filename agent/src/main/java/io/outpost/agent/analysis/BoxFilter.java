package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;

/**
 * Estimates a box that moves: centre, width and height each at constant velocity. Width and height
 * are filtered rather than aspect and height as in SORT, because at the picture's edge a body comes
 * into view in one direction only. Noise is proportional to the box, so near and far bodies are
 * treated alike; the four filters share nothing, as in SORT, whose covariance is diagonal in them.
 */
final class BoxFilter {
  /**
   * How far a detector's box is off, in box sizes. Twice what SORT and ByteTrack have: measured on
   * car-detection.mp4, where a box of 240 pixels' width is 450 wide in the next picture and its
   * false speed threw the prediction out of the picture.
   */
  private static final double BOX_NOISE = 0.1;

  /** Sizes change slowly: approaching bodies double in about a second at most. */
  private static final double SIZE_SPEED_SIGMA = 1;

  /** No box is narrower than this, a tenth of a pixel of a 1080p picture; keeps divisions safe. */
  private static final double SMALLEST = 1e-4;

  private final TrackGroup group;
  private final ConstantVelocity centerX;
  private final ConstantVelocity centerY;
  private final ConstantVelocity width;
  private final ConstantVelocity height;

  BoxFilter(TrackGroup group, Box box) {
    this.group = group;
    double w = Math.max(box.width(), SMALLEST);
    double h = Math.max(box.height(), SMALLEST);
    centerX = start(box.centerX(), w, group.speedSigma());
    centerY = start(box.centerY(), h, group.speedSigma());
    width = start(w, w, SIZE_SPEED_SIGMA);
    height = start(h, h, SIZE_SPEED_SIGMA);
  }

  private static ConstantVelocity start(double position, double size, double speedSigma) {
    return new ConstantVelocity(position, square(BOX_NOISE * size), square(speedSigma * size));
  }

  /**
   * @param observed whether the last picture showed the body; if not, its size is no longer
   *     extrapolated, as that soon leads to absurd boxes
   */
  void predict(double seconds, boolean observed) {
    if (!observed) {
      width.halt();
      height.halt();
    }
    double w = width();
    double h = height();
    centerX.predict(seconds, square(group.accelerationSigma() * w));
    centerY.predict(seconds, square(group.accelerationSigma() * h));
    width.predict(seconds, square(SIZE_SPEED_SIGMA * w));
    height.predict(seconds, square(SIZE_SPEED_SIGMA * h));
  }

  void update(Box box) {
    double xVariance = square(BOX_NOISE * width());
    double yVariance = square(BOX_NOISE * height());
    centerX.update(box.centerX(), xVariance);
    centerY.update(box.centerY(), yVariance);
    width.update(box.width(), xVariance);
    height.update(box.height(), yVariance);
  }

  /** Square of the Mahalanobis distance of the centres. */
  double squaredDistance(Box box) {
    return centerX.squaredDistance(box.centerX(), square(BOX_NOISE * width()))
        + centerY.squaredDistance(box.centerY(), square(BOX_NOISE * height()));
  }

  Box box() {
    double w = width();
    double h = height();
    return new Box(centerX.position() - w / 2, centerY.position() - h / 2, w, h);
  }

  /** Picture widths a second. */
  double velocityX() {
    return centerX.velocity();
  }

  /** Picture heights a second. */
  double velocityY() {
    return centerY.velocity();
  }

  private double width() {
    return Math.max(width.position(), SMALLEST);
  }

  private double height() {
    return Math.max(height.position(), SMALLEST);
  }

  private static double square(double value) {
    return value * value;
  }
}
