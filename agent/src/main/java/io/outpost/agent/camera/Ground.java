package io.outpost.agent.camera;

import java.util.List;

/**
 * Four points on the ground and where they lie in metres, by which the ground is measured.
 *
 * @param points in the picture, the corners of a quadrilateral one after the other
 * @param metres where the same points lie, in any frame on the ground
 */
public record Ground(List<Point> points, List<Metres> metres) {
  /** How far a corner must be from the line through its neighbours, in fractions of the picture. */
  static final double FLATTEST = 0.02;

  /** The same on the ground, in metres. */
  static final double FLATTEST_METRES = 0.5;

  private static final int CORNERS = 4;

  /** A place on the ground. */
  public record Metres(double x, double y) {}

  public Ground {
    points = List.copyOf(points);
    metres = List.copyOf(metres);
    check(points.stream().map(point -> new Metres(point.x(), point.y())).toList(), FLATTEST);
    check(metres, FLATTEST_METRES);
  }

  /** Convex, and no corner nearly on a side: else a hand's tremble would turn the ground over. */
  private static void check(List<Metres> corners, double flattest) {
    if (corners.size() != CORNERS) {
      throw new IllegalArgumentException(
          "ground of " + corners.size() + " points, expected " + CORNERS);
    }
    boolean clockwise = 0 < height(corners, 0);
    for (int i = 0; i < CORNERS; i++) {
      double height = clockwise ? height(corners, i) : -height(corners, i);
      if (!(height >= flattest)) {
        throw new IllegalArgumentException(
            "corner "
                + (i + 1)
                + " of "
                + (flattest == FLATTEST ? "points" : "metres")
                + " lies on a line with its neighbours or inside; go round the four corners of a"
                + " quadrilateral");
      }
    }
  }

  /** Of a corner above the line through its neighbours; negative on its other side. */
  private static double height(List<Metres> corners, int index) {
    Metres before = corners.get((index + CORNERS - 1) % CORNERS);
    Metres corner = corners.get(index);
    Metres after = corners.get((index + 1) % CORNERS);
    double x = after.x() - before.x();
    double y = after.y() - before.y();
    double cross = (corner.x() - before.x()) * y - (corner.y() - before.y()) * x;
    return cross / Math.hypot(x, y);
  }
}
