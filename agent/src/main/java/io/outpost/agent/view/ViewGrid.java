package io.outpost.agent.view;

import io.outpost.agent.camera.Polygon;
import io.outpost.agent.gate.MotionModel;
import java.util.List;

/**
 * Measures small grey pictures by cells of 8 x 9 pixels: coarse enough that noise averages out, and
 * that nobody is to be made out.
 */
public final class ViewGrid {
  /** Of the pictures it is given, pixels. */
  static final int WIDTH = MotionModel.WIDTH;

  static final int HEIGHT = MotionModel.HEIGHT;

  static final int COLUMNS = 40;
  static final int ROWS = 20;
  static final int CELLS = COLUMNS * ROWS;

  private static final int CELL_WIDTH = WIDTH / COLUMNS;
  private static final int CELL_HEIGHT = HEIGHT / ROWS;
  private static final int STEPS = (CELL_WIDTH - 1) * CELL_HEIGHT;
  private static final int DETAIL_UNIT = 8;

  private final boolean[] open = new boolean[CELLS];

  /** Leaves out every cell of which a part lies under a mask. */
  public ViewGrid(List<Polygon> masks) {
    for (int cell = 0; cell < CELLS; cell++) {
      int column = cell % COLUMNS;
      int row = cell / COLUMNS;
      open[cell] = masks.stream().noneMatch(mask -> touches(mask, column, row));
    }
  }

  private static boolean touches(Polygon mask, double column, double row) {
    return mask.touches(column / COLUMNS, row / ROWS, (column + 1) / COLUMNS, (row + 1) / ROWS);
  }

  /** Whether a place, in fractions of the picture, lies in a cell that is looked at. */
  public boolean open(double x, double y) {
    int column = (int) (x * COLUMNS);
    int row = (int) (y * ROWS);
    return open[row * COLUMNS + column];
  }

  /** Whether anything of the cell is looked at. */
  boolean open(int cell) {
    return open[cell];
  }

  /**
   * Measures one picture.
   *
   * @param luma {@link #WIDTH} x {@link #HEIGHT}, row by row
   * @param colour as in {@link Outline}
   */
  public Outline measure(byte[] luma, double colour) {
    byte[] levels = new byte[CELLS];
    byte[] details = new byte[CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
      if (open[cell]) {
        measure(luma, cell, levels, details);
      }
    }
    return new Outline(levels, details, colour);
  }

  private static void measure(byte[] luma, int cell, byte[] levels, byte[] details) {
    int first = cell / COLUMNS * CELL_HEIGHT * WIDTH + cell % COLUMNS * CELL_WIDTH;
    int sum = 0;
    int squares = 0;
    for (int row = 0; row < CELL_HEIGHT; row++) {
      int i = first + row * WIDTH;
      int before = luma[i] & 0xff;
      sum += before;
      for (int last = i + CELL_WIDTH - 1; i < last; ) {
        int next = luma[++i] & 0xff;
        sum += next;
        squares += (next - before) * (next - before);
        before = next;
      }
    }
    levels[cell] = (byte) (sum / (CELL_WIDTH * CELL_HEIGHT));
    details[cell] = (byte) Math.min(255, DETAIL_UNIT * Math.sqrt((double) squares / STEPS));
  }
}
