package io.outpost.agent.gate;

import java.util.stream.IntStream;

/**
 * How the small picture of the motion model is cut up: squares of six pixels, row by row. The last
 * column is a little wider, because what is narrower would be judged by too few pixels.
 */
final class Tiles {
  static final int SIDE = 6;
  static final int COLUMNS = MotionModel.WIDTH / SIDE;
  static final int ROWS = MotionModel.HEIGHT / SIDE;
  static final int COUNT = COLUMNS * ROWS;

  /** The last column's width. */
  static final int WIDEST = MotionModel.WIDTH - (COLUMNS - 1) * SIDE;

  private Tiles() {}

  /** The number of the first pixel of a tile's row. */
  static int first(int tile, int row) {
    return (tile / COLUMNS * SIDE + row) * MotionModel.WIDTH + tile % COLUMNS * SIDE;
  }

  /** Pixels in each row of a tile. */
  static int width(int tile) {
    return tile % COLUMNS == COLUMNS - 1 ? WIDEST : SIDE;
  }

  /** The tile in which a pixel lies. */
  static int of(int pixel) {
    int column = Math.min(COLUMNS - 1, pixel % MotionModel.WIDTH / SIDE);
    return pixel / MotionModel.WIDTH / SIDE * COLUMNS + column;
  }

  /** Where a column begins, or the one before it ends, in fractions of the picture. */
  static double left(int column) {
    return column == COLUMNS ? 1 : (double) column * SIDE / MotionModel.WIDTH;
  }

  /** Where a row begins, or the one before it ends, in fractions of the picture. */
  static double top(int row) {
    return (double) row / ROWS;
  }

  /** The column at a fraction of the picture. */
  static int column(double x) {
    return Math.max(0, Math.min(COLUMNS - 1, (int) (x * MotionModel.WIDTH / SIDE)));
  }

  /** The row at a fraction of the picture. */
  static int row(double y) {
    return Math.max(0, Math.min(ROWS - 1, (int) (y * ROWS)));
  }

  /** All that a part of the picture touches, in fractions. */
  static IntStream in(double left, double top, double right, double bottom) {
    return IntStream.rangeClosed(row(top), row(bottom))
        .flatMap(
            row ->
                IntStream.rangeClosed(row * COLUMNS + column(left), row * COLUMNS + column(right)));
  }

  /** Of the levels of all its pixels. */
  static int sum(byte[] luma, int tile) {
    int width = width(tile);
    int sum = 0;
    for (int row = 0; row < SIDE; row++) {
      int i = first(tile, row);
      sum += (luma[i] & 0xff) + (luma[i + 1] & 0xff) + (luma[i + 2] & 0xff);
      sum += (luma[i + 3] & 0xff) + (luma[i + 4] & 0xff) + (luma[i + 5] & 0xff);
      for (int more = i + SIDE; more < i + width; more++) {
        sum += luma[more] & 0xff;
      }
    }
    return sum;
  }
}
