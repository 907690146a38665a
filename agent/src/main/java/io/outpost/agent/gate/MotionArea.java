package io.outpost.agent.gate;

import static io.outpost.agent.gate.Tiles.COLUMNS;
import static io.outpost.agent.gate.Tiles.ROWS;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import java.util.List;

/**
 * Which tiles of the motion model are looked at, in which of those motion matters, and in which a
 * body would stand in a lane.
 */
public final class MotionArea {
  /**
   * How far around a lane motion matters, in picture sizes: a vehicle is noticed on its way in, and
   * the body above its wheels counts.
   */
  private static final double MARGIN = 0.06;

  /** Of a tile's sides: a lane that only borders on a tile has no ground in it. */
  private static final double[] WITHIN = {0.2, 0.5, 0.8};

  private final boolean[] open = new boolean[Tiles.COUNT];
  private final boolean[] matters = new boolean[Tiles.COUNT];
  private final boolean[] ground = new boolean[Tiles.COUNT];

  /**
   * The tiles of one camera.
   *
   * @param masks a tile of which any part lies under one is not looked at
   * @param lanes around them only, when {@code everywhere} is false
   * @param everywhere whether motion matters in the whole picture, as it does for faces
   */
  public MotionArea(List<Polygon> masks, List<Polygon> lanes, boolean everywhere) {
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int tile = row * COLUMNS + column;
        open[tile] = !masked(masks, column, row);
        matters[tile] = open[tile] && (everywhere || near(lanes, column, row));
        ground[tile] = holdsGround(lanes, column, row) || overThinLane(lanes, column, row);
      }
    }
  }

  /** Whether anything of the tile may be looked at. */
  boolean open(int tile) {
    return open[tile];
  }

  /** Whether motion in the tile matters to a rule. */
  boolean matters(int tile) {
    return matters[tile];
  }

  /** Whether a body that differs here may stand on the ground of a lane. */
  boolean ground(int tile) {
    return ground[tile];
  }

  /** Where a lane is one tile high, its vehicles are seen above it, and of their shadow nothing. */
  private static boolean overThinLane(List<Polygon> lanes, int column, int row) {
    return holdsGround(lanes, column, row + 1) && !holdsGround(lanes, column, row + 2);
  }

  private static boolean near(List<Polygon> lanes, int column, int row) {
    double x = between(Tiles.left(column), Tiles.left(column + 1), 0.5);
    double y = between(Tiles.top(row), Tiles.top(row + 1), 0.5);
    for (Polygon lane : lanes) {
      var xs = lane.corners().stream().mapToDouble(Point::x).summaryStatistics();
      var ys = lane.corners().stream().mapToDouble(Point::y).summaryStatistics();
      if (x >= xs.getMin() - MARGIN
          && x <= xs.getMax() + MARGIN
          && y >= ys.getMin() - MARGIN
          && y <= ys.getMax() + MARGIN) {
        return true;
      }
    }
    return false;
  }

  private static boolean masked(List<Polygon> masks, int column, int row) {
    double left = Tiles.left(column);
    double right = Tiles.left(column + 1);
    return masks.stream()
        .anyMatch(mask -> mask.touches(left, Tiles.top(row), right, Tiles.top(row + 1)));
  }

  /** By nine places of the tile, and by the corners of the lanes that lie in it. */
  private static boolean holdsGround(List<Polygon> lanes, int column, int row) {
    for (Polygon lane : lanes) {
      for (double across : WITHIN) {
        for (double down : WITHIN) {
          double x = between(Tiles.left(column), Tiles.left(column + 1), across);
          double y = between(Tiles.top(row), Tiles.top(row + 1), down);
          if (lane.contains(x, y)) {
            return true;
          }
        }
      }
      for (Point corner : lane.corners()) {
        if (Tiles.column(corner.x()) == column && Tiles.row(corner.y()) == row) {
          return true;
        }
      }
    }
    return false;
  }

  private static double between(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
