package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.model.ModelInput;
import io.outpost.agent.vision.model.ModelInput.Colours;
import io.outpost.agent.vision.model.ModelInput.Layout;
import io.outpost.agent.vision.model.ModelInput.Resize;
import java.util.Arrays;

/** Scales tiles of pictures into the input that a manifest describes. */
final class InputReader implements AutoCloseable {
  private static final int LEVELS = 256;
  private static final int COLOURS = 3;

  private final ModelInput shape;
  private final TileScaler scaler;
  private final float[] input;

  /** What each level of a colour becomes, in the order of the input's colours. */
  private final float[][] values = new float[COLOURS][LEVELS];

  InputReader(ModelInput shape, TileScaler scaler) {
    this.scaler = scaler;
    this.shape = shape;
    this.input = new float[shape.size()];
    for (int colour = 0; colour < COLOURS; colour++) {
      double mean = shape.mean().get(colour);
      double divide = shape.divide().get(colour);
      for (int level = 0; level < LEVELS; level++) {
        values[colour][level] = (float) ((level - mean) / divide);
      }
    }
  }

  /**
   * Where a tile lies in the input.
   *
   * @param scaleX pixels of the input for one of the picture
   * @param scaleY the same
   */
  record Placement(Tile tile, double scaleX, double scaleY) {
    /** From the input to the picture. */
    double x(double inputX) {
      return tile.x() + inputX / scaleX;
    }

    double y(double inputY) {
      return tile.y() + inputY / scaleY;
    }
  }

  Placement place(Tile tile) {
    double scaleX = (double) shape.width() / tile.width();
    double scaleY = (double) shape.height() / tile.height();
    double both = Math.min(scaleX, scaleY);
    return shape.resize() == Resize.STRETCH
        ? new Placement(tile, scaleX, scaleY)
        : new Placement(tile, both, both);
  }

  /** Lent until the next call. What of the tile lies outside the picture is filled. */
  float[] read(Frame picture, Placement placement) throws VisionException {
    Tile tile = placement.tile();
    int width = Math.min(tile.width(), picture.width() - tile.x());
    int height = Math.min(tile.height(), picture.height() - tile.y());
    int toWidth = scaled(width, placement.scaleX(), shape.width());
    int toHeight = scaled(height, placement.scaleY(), shape.height());
    byte[] rgb =
        scaler.scale(picture, new PixelArea(tile.x(), tile.y(), width, height), toWidth, toHeight);
    write(rgb, toWidth, toHeight);
    return input;
  }

  /** Of one grey, for trying a model out. Lent until the next call. */
  float[] grey() {
    write(new byte[0], 0, 0);
    return input;
  }

  @Override
  public void close() {
    scaler.close();
  }

  private void write(byte[] rgb, int width, int height) {
    if (width < shape.width() || height < shape.height()) {
      fill();
    }
    for (int colour = 0; colour < COLOURS; colour++) {
      int source = shape.colours() == Colours.RGB ? colour : COLOURS - 1 - colour;
      for (int y = 0; y < height; y++) {
        int from = y * width * COLOURS + source;
        int to = index(colour, y);
        for (int x = 0; x < width; x++) {
          input[to] = values[colour][rgb[from] & 0xff];
          from += COLOURS;
          to += step();
        }
      }
    }
  }

  private void fill() {
    if (shape.layout() == Layout.NCHW) {
      int plane = shape.width() * shape.height();
      for (int colour = 0; colour < COLOURS; colour++) {
        Arrays.fill(input, colour * plane, (colour + 1) * plane, values[colour][shape.fill()]);
      }
      return;
    }
    for (int i = 0; i < input.length; i++) {
      input[i] = values[i % COLOURS][shape.fill()];
    }
  }

  /** Of a colour's first pixel in a row. */
  private int index(int colour, int row) {
    return shape.layout() == Layout.NCHW
        ? (colour * shape.height() + row) * shape.width()
        : row * shape.width() * COLOURS + colour;
  }

  private int step() {
    return shape.layout() == Layout.NCHW ? 1 : COLOURS;
  }

  private static int scaled(int size, double scale, int most) {
    return (int) Math.max(1, Math.min(most, Math.round(size * scale)));
  }
}
