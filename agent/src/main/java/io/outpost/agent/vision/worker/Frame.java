package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** An {@code AVFrame}: a picture, or room for one. */
final class Frame implements AutoCloseable {
  private final AVFrame frame;

  /** Empty, to be filled by a decoder. */
  Frame() {
    frame = av_frame_alloc();
    NativeObjects.opened();
  }

  /** With memory for a picture of this size and pixel format. */
  static Frame allocate(int width, int height, int pixelFormat) throws VisionException {
    Frame frame = new Frame();
    try {
      frame.frame.width(width).height(height).format(pixelFormat);
      VisionException.check(
          av_frame_get_buffer(frame.frame, 0), "no memory for " + width + "x" + height);
      return frame;
    } catch (VisionException e) {
      frame.close();
      throw e;
    }
  }

  /**
   * A part of this picture, in the same memory.
   *
   * @param area inside the picture, with even edges
   */
  Frame view(PixelArea area) throws VisionException {
    Frame view = new Frame();
    try {
      VisionException.check(av_frame_ref(view.frame, frame), "no reference to a picture");
      view.frame
          .crop_left(area.x())
          .crop_top(area.y())
          .crop_right(width() - area.x() - area.width())
          .crop_bottom(height() - area.y() - area.height());
      VisionException.check(
          av_frame_apply_cropping(view.frame, AV_FRAME_CROP_UNALIGNED), "cannot cut a picture");
      return view;
    } catch (VisionException e) {
      view.close();
      throw e;
    }
  }

  AVFrame raw() {
    return frame;
  }

  int width() {
    return frame.width();
  }

  int height() {
    return frame.height();
  }

  boolean fullRange() {
    return frame.color_range() == AVCOL_RANGE_JPEG;
  }

  int stride(int plane) {
    return frame.linesize(plane);
  }

  BytePointer plane(int plane) {
    return frame.data(plane);
  }

  /** Rows of a plane, packed without padding. */
  void read(int plane, int rowBytes, byte[] into) {
    int rows = into.length / rowBytes;
    int stride = stride(plane);
    try (BytePointer data = plane(plane)) {
      for (int row = 0; row < rows; row++) {
        data.position((long) row * stride).get(into, row * rowBytes, rowBytes);
      }
    }
  }

  /** The same from packed rows, into memory that is the caller's own. */
  void write(int plane, int rowBytes, byte[] from) {
    int rows = from.length / rowBytes;
    int stride = stride(plane);
    try (BytePointer data = plane(plane)) {
      for (int row = 0; row < rows; row++) {
        data.position((long) row * stride).put(from, row * rowBytes, rowBytes);
      }
    }
  }

  void clear() {
    av_frame_unref(frame);
  }

  @Override
  public void close() {
    av_frame_free(frame);
    NativeObjects.closed();
  }
}
