package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Area;

/** A rectangle of pixels. */
record PixelArea(int x, int y, int width, int height) {
  static PixelArea all(Frame frame) {
    return new PixelArea(0, 0, frame.width(), frame.height());
  }

  /** The fractions of the picture, clipped to it and rounded outwards to even pixels. */
  static PixelArea of(Area area, int width, int height) throws VisionException {
    int left = even(clip(Math.floor(area.getX() * width), width));
    int top = even(clip(Math.floor(area.getY() * height), height));
    int right = clip(Math.ceil((area.getX() + area.getWidth()) * width), width);
    int bottom = clip(Math.ceil((area.getY() + area.getHeight()) * height), height);
    if (right - left < 2 || bottom - top < 2) {
      throw new VisionException("area outside the picture, or smaller than 2x2 pixels");
    }
    return new PixelArea(left, top, right - left, bottom - top);
  }

  private static int clip(double value, int size) {
    return (int) Math.max(0, Math.min(size, value));
  }

  private static int even(int value) {
    return value & ~1;
  }
}
