package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.worker.Crops.Place;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A part of one plane of a picture in YUV 4:2:0, in its samples. */
record Patch(int left, int top, int right, int bottom) {
  private static final Patch NONE = new Patch(0, 0, 0, 0);

  /**
   * Gives a part of a picture one colour, its average.
   *
   * @param all that part
   * @param certainly what of it gets that colour in any case
   * @param keep what else keeps its own
   */
  static void conceal(Frame picture, Place all, Place certainly, Optional<Place> keep) {
    for (int plane = 0; plane < 3; plane++) {
      int shift = plane == 0 ? 0 : 1;
      Patch patch = of(all, picture, shift);
      if (patch.isEmpty()) {
        continue;
      }
      int stride = picture.stride(plane);
      try (BytePointer data = picture.plane(plane)) {
        int value = patch.average(data, stride);
        Patch kept = keep.map(place -> of(place, picture, shift)).orElse(NONE);
        patch.fill(data, stride, value, kept);
        of(certainly, picture, shift).fill(data, stride, value, NONE);
      }
    }
  }

  /** Outwards to whole samples of the smaller planes, as far as the picture goes. */
  private static Patch of(Place place, Frame picture, int shift) {
    int width = (picture.width() + shift) >> shift;
    int height = (picture.height() + shift) >> shift;
    return new Patch(
        clip(Math.floor(place.left() / 2) * 2 / (1 << shift), width),
        clip(Math.floor(place.top() / 2) * 2 / (1 << shift), height),
        clip(Math.ceil(place.right() / 2) * 2 / (1 << shift), width),
        clip(Math.ceil(place.bottom() / 2) * 2 / (1 << shift), height));
  }

  private static int clip(double value, int size) {
    return (int) Math.max(0, Math.min(size, value));
  }

  private boolean isEmpty() {
    return right <= left || bottom <= top;
  }

  private int average(BytePointer data, int stride) {
    byte[] row = new byte[right - left];
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      data.position((long) y * stride + left).get(row, 0, row.length);
      for (byte one : row) {
        sum += one & 0xff;
      }
    }
    return (int) (sum / ((long) row.length * (bottom - top)));
  }

  private void fill(BytePointer data, int stride, int value, Patch kept) {
    for (int y = top; y < bottom; y++) {
      boolean beside = kept.isEmpty() || y < kept.top || y >= kept.bottom;
      int until = beside ? right : Math.max(left, Math.min(right, kept.left));
      int from = beside ? right : Math.max(left, Math.min(right, kept.right));
      set(data, (long) y * stride + left, until - left, value);
      set(data, (long) y * stride + from, right - from, value);
    }
  }

  private static void set(BytePointer data, long at, int count, int value) {
    if (count > 0) {
      Pointer.memset(data.position(at), value, count);
    }
  }
}
