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
