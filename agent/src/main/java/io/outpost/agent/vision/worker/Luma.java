package io.outpost.agent.vision.worker;

import org.bytedeco.javacpp.BytePointer;

/** A part of a picture's luma, copied out, row by row. */
record Luma(int width, int height, byte[] values) {
  static Luma of(Frame picture, PixelArea area) {
    byte[] values = new byte[area.width() * area.height()];
    int stride = picture.stride(0);
    try (BytePointer data = picture.plane(0)) {
      for (int y = 0; y < area.height(); y++) {
        data.position((long) (area.y() + y) * stride + area.x())
            .get(values, y * area.width(), area.width());
      }
    }
    return new Luma(area.width(), area.height(), values);
  }

  int at(int x, int y) {
    return values[y * width + x] & 0xff;
  }

  /** Each pixel the average of {@code factor} squared. */
  Luma shrink(int factor) {
    if (factor <= 1) {
      return this;
    }
    int w = width / factor;
    int h = height / factor;
    byte[] shrunk = new byte[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int sum = 0;
        for (int dy = 0; dy < factor; dy++) {
          for (int dx = 0; dx < factor; dx++) {
            sum += at(x * factor + dx, y * factor + dy);
          }
        }
        shrunk[y * w + x] = (byte) (sum / (factor * factor));
      }
    }
    return new Luma(w, h, shrunk);
  }
}
