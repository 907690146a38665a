package io.outpost.agent.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A part of a picture in which something differs, in fractions of the picture.
 *
 * @param ground whether it touches the ground of a lane: what does not cannot stand in one
 */
public record Region(double left, double top, double right, double bottom, boolean ground) {
  /**
   * Tiles that lie so near to each other belong to one body: the middle of it may look like the
   * ground.
   */
  private static final int REACH = 2;

  /** Around a box, in its own sizes: what sticks out of it of the body it is of. */
  private static final double AROUND = 0.25;

  /** Of a part, that must lie within that. */
  private static final double MOST = 0.3;

  /** With one tile more on each side, as far as the picture goes. */
  Region grown() {
    double aside = Tiles.left(1);
    double above = Tiles.top(1);
    return new Region(
        Math.max(0, left - aside),
        Math.max(0, top - above),
        Math.min(1, right + aside),
        Math.min(1, bottom + above),
        ground);
  }

  /** Of the picture. */
  double share() {
    return (right - left) * (bottom - top);
  }

  /** Whether this is a part of a body with that box, or as good as the same. */
  boolean isPartOf(Region other) {
    double aside = AROUND * (other.right - other.left);
    double above = AROUND * (other.bottom - other.top);
    double across = Math.min(right, other.right + aside) - Math.max(left, other.left - aside);
    double down = Math.min(bottom, other.bottom + above) - Math.max(top, other.top - above);
    return across > 0 && down > 0 && across * down > MOST * (right - left) * (bottom - top);
  }

  /** What hangs together among the tiles. */
  static List<Region> among(IntPredicate active, IntPredicate ground) {
    boolean[] seen = new boolean[Tiles.COUNT];
    List<Region> regions = new ArrayList<>();
    for (int tile = 0; tile < Tiles.COUNT; tile++) {
      if (!seen[tile] && active.test(tile)) {
        regions.add(around(tile, active, ground, seen));
      }
    }
    return regions;
  }

  private static Region around(
      int start, IntPredicate active, IntPredicate ground, boolean[] seen) {
    boolean onGround = false;
    int left = Tiles.COLUMNS;
    int right = 0;
    int top = Tiles.ROWS;
    int bottom = 0;
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    seen[start] = true;
    while (!open.isEmpty()) {
      int tile = open.removeLast();
      int column = tile % Tiles.COLUMNS;
      int row = tile / Tiles.COLUMNS;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      onGround |= ground.test(tile);
      for (int y = Math.max(0, row - REACH); y <= Math.min(Tiles.ROWS - 1, row + REACH); y++) {
        int last = Math.min(Tiles.COLUMNS - 1, column + REACH);
        for (int x = Math.max(0, column - REACH); x <= last; x++) {
          int other = y * Tiles.COLUMNS + x;
          if (!seen[other] && active.test(other)) {
            seen[other] = true;
            open.add(other);
          }
        }
      }
    }
    return new Region(
        Tiles.left(left), Tiles.top(top), Tiles.left(right + 1), Tiles.top(bottom + 1), onGround);
  }
}
