package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan.Tile;
import java.util.Arrays;

/**
 * Scales tiles of pictures into a built-in detector's input: RGB, -1..1, row by row. What of a tile
 * lies outside the picture is black. One for all streams of a thread: what it holds is megabytes.
 */
final class TileReader implements AutoCloseable {
  private static final float[] LEVELS = new float[256];

  static {
    for (int i = 0; i < LEVELS.length; i++) {
      LEVELS[i] = i / 127.5f - 1;
    }
  }

  private final int inputWidth;
  private final int inputHeight;
  private final float[] input;
  private final TileScaler scaler;

  TileReader(int inputWidth, int inputHeight, TileScaler scaler) {
    this.scaler = scaler;
    this.inputWidth = inputWidth;
    this.inputHeight = inputHeight;
    this.input = new float[inputWidth * inputHeight * 3];
  }

  /** Lent until the next call. */
  float[] read(Frame picture, Tile tile) throws VisionException {
    int width = Math.min(tile.width(), picture.width() - tile.x());
    int height = Math.min(tile.height(), picture.height() - tile.y());
    int toWidth = Math.max(1, (int) Math.round((double) inputWidth * width / tile.width()));
    int toHeight = Math.max(1, (int) Math.round((double) inputHeight * height / tile.height()));
    byte[] rgb =
        scaler.scale(picture, new PixelArea(tile.x(), tile.y(), width, height), toWidth, toHeight);
    fill(rgb, toWidth, toHeight);
    return input;
  }

  @Override
  public void close() {
    scaler.close();
  }

  private void fill(byte[] rgb, int width, int height) {
    if (width < inputWidth || height < inputHeight) {
      Arrays.fill(input, -1);
    }
    int from = 0;
    for (int y = 0; y < height; y++) {
      int to = y * inputWidth * 3;
      for (int i = 0; i < width * 3; i++) {
        input[to++] = LEVELS[rgb[from++] & 0xff];
      }
    }
  }
}
