package io.outpost.benchmarks.scenes;

import java.io.IOException;
import java.io.OutputStream;

/** A picture as planar YUV 4:2:0. */
final class Planes {
  static final int NEUTRAL = 128;

  final int width;
  final int height;
  final byte[] luma;
  final byte[] blue;
  final byte[] red;

  Planes(int width, int height) {
    this.width = width;
    this.height = height;
    luma = new byte[width * height];
    blue = new byte[width / 2 * (height / 2)];
    red = new byte[blue.length];
  }

  void copyFrom(Planes other) {
    System.arraycopy(other.luma, 0, luma, 0, luma.length);
    System.arraycopy(other.blue, 0, blue, 0, blue.length);
    System.arraycopy(other.red, 0, red, 0, red.length);
  }

  /** The mean of each square of so many pixels. */
  Planes shrunk(int factor) {
    Planes small = new Planes(width / factor, height / factor);
    shrink(luma, small.luma, small.width, factor);
    shrink(blue, small.blue, small.width / 2, factor);
    shrink(red, small.red, small.width / 2, factor);
    return small;
  }

  private static void shrink(byte[] from, byte[] to, int width, int factor) {
    for (int i = 0; i < to.length; i++) {
      int start = i / width * factor * width * factor + i % width * factor;
      int sum = 0;
      for (int j = 0; j < factor * factor; j++) {
        sum += from[start + j / factor * width * factor + j % factor] & 0xff;
      }
      to[i] = (byte) (sum / (factor * factor));
    }
  }

  void fill(int left, int top, int fillWidth, int fillHeight, int level) {
    for (int y = Math.max(0, top); y < Math.min(height, top + fillHeight); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, left + fillWidth); x++) {
        luma[y * width + x] = (byte) level;
      }
    }
  }

  void write(OutputStream out) throws IOException {
    out.write(luma);
    out.write(blue);
    out.write(red);
  }
}
