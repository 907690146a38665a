package io.outpost.agent.analysis;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.vision.Box;
import java.util.List;

/**
 * Whether a body stands in a lane, by the bottom centre of its box: that is where it touches the
 * ground, while a tall box of the next lane reaches far into this one.
 */
final class LaneArea {
  /** A corner this near to the picture's edge lies on it. */
  private static final double EDGE = 0.005;

  private final Polygon lane;
  private final List<Polygon> ignored;

  /**
   * @param ignored what touches the ground in one of these is not in the lane
   */
  LaneArea(Polygon lane, List<Polygon> ignored) {
    this.lane = lane;
    this.ignored = List.copyOf(ignored);
  }

  LaneArea(Polygon lane) {
    this(lane, List.of());
  }

  /**
   * How deep inside the lane the body stands, in heights of its box; negative outside. Detectors
   * place a box's bottom within a few percent of its height, so that is the measure for margins.
   *
   * @param aspect width of the picture divided by its height
   */
  double depth(Box box, double aspect) {
    // A box may reach beyond the picture, the ground that is seen does not.
    double x = clamp(box.centerX());
    double y = clamp(box.bottom());
    double depth = depth(lane, x, y, aspect);
    for (Polygon part : ignored) {
      depth = Math.min(depth, -depth(part, x, y, aspect));
    }
    return depth / box.height();
  }

  /** In picture heights; negative outside. */
  private static double depth(Polygon polygon, double x, double y, double aspect) {
    double distance = distance(polygon, x, y, aspect);
    return polygon.contains(x, y) ? distance : -distance;
  }

  /** To the nearest side, in picture heights; nobody leaves an area through the picture's edge. */
  private static double distance(Polygon polygon, double x, double y, double aspect) {
    List<Point> corners = polygon.corners();
    double nearest = Double.POSITIVE_INFINITY;
    Point from = corners.get(corners.size() - 1);
    for (Point to : corners) {
      if (!onEdge(from, to)) {
        nearest = Math.min(nearest, distance(from, to, x, y, aspect));
      }
      from = to;
    }
    return nearest;
  }

  private static double distance(Point from, Point to, double x, double y, double aspect) {
    double sideX = (to.x() - from.x()) * aspect;
    double sideY = to.y() - from.y();
    double pointX = (x - from.x()) * aspect;
    double pointY = y - from.y();
    double squaredLength = sideX * sideX + sideY * sideY;
    double along = squaredLength == 0 ? 0 : (pointX * sideX + pointY * sideY) / squaredLength;
    double clamped = Math.min(1, Math.max(0, along));
    return Math.hypot(pointX - clamped * sideX, pointY - clamped * sideY);
  }

  private static boolean onEdge(Point a, Point b) {
    return (a.x() < EDGE && b.x() < EDGE)
        || (a.y() < EDGE && b.y() < EDGE)
        || (a.x() > 1 - EDGE && b.x() > 1 - EDGE)
        || (a.y() > 1 - EDGE && b.y() > 1 - EDGE);
  }

  /** Into the picture and off its very edge, where even-odd and edge margins disagree. */
  private static double clamp(double value) {
    return Math.min(1 - EDGE, Math.max(EDGE, value));
  }
}
