package io.outpost.agent.analysis;

import io.outpost.agent.camera.Direction;
import io.outpost.agent.camera.Direction.Sense;
import io.outpost.agent.vision.Box;
import org.jspecify.annotations.Nullable;

/**
 * Whether a body goes along an arrow or against it, by the ways it makes over the ground. Who stops
 * or swerves is still going where he went.
 */
final class Heading {
  /**
   * A way is at least this long, in box sizes: by less a box leaps when its body is half hidden.
   */
  private static final double WAY_SIZES = 1;

  /** Cosine of 60 degrees: what is farther from the arrow goes across it, and neither way. */
  private static final double WITHIN = 0.5;

  private final Direction arrow;
  private Box from;
  private long fromMicros;
  private @Nullable Sense sense;
  private long sinceMicros;

  /** Of a body that is first seen there and then. */
  Heading(Direction arrow, Box box, long micros) {
    this.arrow = arrow;
    this.from = box;
    this.fromMicros = micros;
  }

  /** It went the way that counts when it was last seen. */
  void counted(long since) {
    sense = arrow.only();
    sinceMicros = since;
  }

  /** Media time goes on from elsewhere. */
  void shift(long micros) {
    fromMicros += micros;
    sinceMicros += micros;
  }

  /**
   * @param aspect width of the picture divided by its height
   */
  void seen(Box box, long micros, double aspect) {
    double x = box.centerX() - from.centerX();
    double y = box.bottom() - from.bottom();
    if (Math.abs(x) <= WAY_SIZES * Math.max(box.width(), from.width())
        && Math.abs(y) <= WAY_SIZES * Math.max(box.height(), from.height())) {
      return;
    }
    Sense gone = sense(x * aspect, y, aspect);
    if (gone != null && gone != sense) {
      sense = gone;
      sinceMicros = fromMicros;
    }
    from = box;
    fromMicros = micros;
  }

  /** Lengths in picture heights. */
  private @Nullable Sense sense(double x, double y, double aspect) {
    double arrowX = (arrow.to().x() - arrow.from().x()) * aspect;
    double arrowY = arrow.to().y() - arrow.from().y();
    double cosine = (x * arrowX + y * arrowY) / (Math.hypot(x, y) * Math.hypot(arrowX, arrowY));
    if (cosine >= WITHIN) {
      return Sense.ALONG;
    }
    return cosine <= -WITHIN ? Sense.AGAINST : null;
  }

  /** Whether it goes the way that counts; not before it has made a way. */
  boolean counts() {
    return sense == arrow.only();
  }

  /** Since when it goes the way it goes. */
  long sinceMicros() {
    return sinceMicros;
  }
}
