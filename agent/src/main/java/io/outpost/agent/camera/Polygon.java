package io.outpost.agent.camera;

import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A closed polygon of at least three corners, in fractions of the picture; the last corner joins
 * the first.
 */
public record Polygon(List<Point> corners) {
  public Polygon {
    if (corners.size() < 3) {
      throw new IllegalArgumentException(
          "polygon of " + corners.size() + " corners, expected at least 3");
    }
    corners = List.copyOf(corners);
  }

  /** Whether the point lies inside, by the even-odd rule. */
  public boolean contains(double x, double y) {
    boolean inside = false;
    Point previous = corners.get(corners.size() - 1);
    for (Point corner : corners) {
      if (corner.y() > y != previous.y() > y
          && x
              < (previous.x() - corner.x()) * (y - corner.y()) / (previous.y() - corner.y())
                  + corner.x()) {
        inside = !inside;
      }
      previous = corner;
    }
    return inside;
  }

  /** Whether any of a rectangle lies inside, or they have a border in common. */
  public boolean touches(double left, double top, double right, double bottom) {
    if (contains(left, top)) {
      return true;
    }
    var rectangle = new Rectangle2D.Double(left, top, right - left, bottom - top);
    Point previous = corners.get(corners.size() - 1);
    for (Point corner : corners) {
      if (rectangle.intersectsLine(previous.x(), previous.y(), corner.x(), corner.y())) {
        return true;
      }
      previous = corner;
    }
    return false;
  }
}
