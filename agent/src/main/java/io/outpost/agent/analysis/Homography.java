package io.outpost.agent.analysis;

import io.outpost.agent.camera.Ground.Metres;
import io.outpost.agent.camera.Point;
import java.util.List;
import java.util.Optional;

/**
 * The projective map from the picture to a plane, by four points of each (Hartley and Zisserman,
 * Multiple View Geometry, 2nd edition, 4.1). A camera sees a plane so, whatever its height and
 * tilt, as long as its lens draws straight lines straight.
 */
final class Homography {
  private static final int UNKNOWNS = 8;

  /**
   * How much farther from the camera than the middle of the four points a place may be, as a
   * fraction of its nearness; the horizon is at 0, and near it a pixel is a hundred metres.
   */
  private static final double NEAREST_TO_HORIZON = 0.05;

  // Of the points in the picture. There the map's denominator is 1: it is never on the horizon.
  private final double middleX;
  private final double middleY;
  private final double[] h;

  /**
   * @param points four, no three of them on a line
   */
  Homography(List<Point> points, List<Metres> metres) {
    middleX = points.stream().mapToDouble(Point::x).average().orElseThrow();
    middleY = points.stream().mapToDouble(Point::y).average().orElseThrow();
    double[][] rows = new double[UNKNOWNS][];
    for (int i = 0; i < points.size(); i++) {
      double u = points.get(i).x() - middleX;
      double v = points.get(i).y() - middleY;
      double x = metres.get(i).x();
      double y = metres.get(i).y();
      rows[2 * i] = new double[] {u, v, 1, 0, 0, 0, -u * x, -v * x, x};
      rows[2 * i + 1] = new double[] {0, 0, 0, u, v, 1, -u * y, -v * y, y};
    }
    h = solve(rows);
  }

  /** Gauss's elimination with pivots by row; the last column is the right side. */
  private static double[] solve(double[][] rows) {
    for (int column = 0; column < UNKNOWNS; column++) {
      int pivot = column;
      for (int row = column + 1; row < UNKNOWNS; row++) {
        if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = rows[column];
      rows[column] = rows[pivot];
      rows[pivot] = swapped;
      for (int row = 0; row < UNKNOWNS; row++) {
        if (row != column) {
          subtract(rows[row], rows[column], rows[row][column] / rows[column][column]);
        }
      }
    }
    double[] solution = new double[UNKNOWNS];
    for (int i = 0; i < UNKNOWNS; i++) {
      solution[i] = rows[i][UNKNOWNS] / rows[i][i];
    }
    return solution;
  }

  private static void subtract(double[] row, double[] other, double times) {
    for (int i = 0; i < row.length; i++) {
      row[i] -= times * other[i];
    }
  }

  /** Where that point of the picture lies on the plane; empty at the horizon and above it. */
  Optional<Metres> at(double x, double y) {
    double u = x - middleX;
    double v = y - middleY;
    double nearness = h[6] * u + h[7] * v + 1;
    if (nearness < NEAREST_TO_HORIZON) {
      return Optional.empty();
    }
    return Optional.of(
        new Metres(
            (h[0] * u + h[1] * v + h[2]) / nearness, (h[3] * u + h[4] * v + h[5]) / nearness));
  }
}
