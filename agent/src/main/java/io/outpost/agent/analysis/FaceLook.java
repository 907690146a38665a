package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.FaceQuality;
import java.util.Collection;

/**
 * How a face lay in one picture, or on average in several: fractions of the picture, and {@link
 * FaceQuality#frontality}.
 */
record FaceLook(double x, double y, double width, double height, double frontality) {
  /**
   * How far a face is from another look of itself when somebody moved it, in its own sizes: a head
   * that is thirteen millimetres aside, or comes so much nearer. Ten boxes of one printed face are
   * on average within a quarter of that.
   */
  private static final double MOVED_SIZES = 0.08;

  private static final double GROWN = 0.1;

  /** The same for which way it looks. */
  private static final double TURNED = 0.25;

  static FaceLook of(Detection face) {
    Box box = face.box();
    return new FaceLook(
        box.centerX(),
        box.centerY(),
        box.width(),
        box.height(),
        face.face().map(FaceQuality::frontality).orElse(0.0));
  }

  /** On average; of at least one. */
  static FaceLook mean(Collection<FaceLook> looks) {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double frontality = 0;
    for (FaceLook one : looks) {
      x += one.x;
      y += one.y;
      width += one.width;
      height += one.height;
      frontality += one.frontality;
    }
    int count = looks.size();
    return new FaceLook(x / count, y / count, width / count, height / count, frontality / count);
  }

  /** How different it is from another, at least 1 where somebody moved. */
  double difference(FaceLook other) {
    double place =
        Math.max(Math.abs(x - other.x) / other.width, Math.abs(y - other.y) / other.height);
    double size = Math.max(Math.abs(width / other.width - 1), Math.abs(height / other.height - 1));
    double turn = Math.abs(frontality - other.frontality);
    return Math.max(place / MOVED_SIZES, Math.max(size / GROWN, turn / TURNED));
  }

  Box box() {
    return new Box(x - width / 2, y - height / 2, width, height);
  }
}
