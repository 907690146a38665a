package io.outpost.agent.analysis;

import io.outpost.agent.camera.Ground;
import io.outpost.agent.camera.Ground.Metres;
import io.outpost.agent.camera.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The ground that a camera sees, in metres, and how well that is known: the four points were put
 * there by hand, so beside the map itself stand those by which each of them is a little off.
 */
final class GroundPlane {
  /** How far off a point is that was put there by hand, in fractions: two pixels of 640. */
  private static final double BY_HAND = 0.003;

  private final Homography map;
  private final List<Homography> others;

  GroundPlane(Ground ground) {
    map = new Homography(ground.points(), ground.metres());
    others = new ArrayList<>();
    for (int i = 0; i < ground.points().size(); i++) {
      for (double[] off : new double[][] {{BY_HAND, 0}, {0, BY_HAND}}) {
        List<Point> points = new ArrayList<>(ground.points());
        points.set(i, inside(points.get(i), off));
        others.add(new Homography(points, ground.metres()));
      }
    }
  }

  /** Moved, towards the middle of the picture rather than out of it. */
  private static Point inside(Point point, double[] off) {
    return new Point(
        point.x() + (point.x() < 0.5 ? off[0] : -off[0]),
        point.y() + (point.y() < 0.5 ? off[1] : -off[1]));
  }

  /** Where that point of the picture lies on the ground; empty where no ground is. */
  Optional<Metres> at(double x, double y) {
    return map.at(x, y);
  }

  /**
   * The standard deviation, for the points by hand alone, of something that is measured on the
   * ground; infinite where a map by other points has no ground there.
   */
  double sigma(Function<Homography, Optional<Double>> measured) {
    Optional<Double> value = measured.apply(map);
    if (value.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    ToDoubleFunction<Homography> difference =
        other -> measured.apply(other).map(it -> it - value.get()).orElse(Double.POSITIVE_INFINITY);
    return Math.sqrt(others.stream().mapToDouble(difference).map(one -> one * one).sum());
  }
}
