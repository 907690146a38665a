package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;

import io.outpost.agent.gate.MotionModel;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Brings a stream's pictures to the size in which they are compared. */
final class SmallPicture implements AutoCloseable {
  private final byte[] luma = new byte[MotionModel.WIDTH * MotionModel.HEIGHT];
  private final BytePointer rows;
  private final Frame small;
  private @Nullable Scaler scaler;
  private int width;
  private int height;
  private int format;

  SmallPicture() throws VisionException {
    // Its rows follow each other without padding: the width is a multiple of any alignment.
    this.small = Frame.allocate(MotionModel.WIDTH, MotionModel.HEIGHT, AV_PIX_FMT_GRAY8);
    this.rows = small.plane(0);
  }

  /** Takes a decoded picture; nothing of it is changed. */
  void take(Frame picture) throws VisionException {
    scalerFor(picture).scale(picture, small);
    rows.get(luma);
  }

  /**
   * Of the last picture, {@link MotionModel#WIDTH} x {@link MotionModel#HEIGHT}, row by row; its
   * own, and overwritten by the next.
   */
  byte[] luma() {
    return luma;
  }

  /** Of the last picture as it was, pixels. */
  int width() {
    return width;
  }

  int height() {
    return height;
  }

  @Override
  public void close() {
    if (scaler != null) {
      scaler.close();
    }
    rows.close();
    small.close();
  }

  private Scaler scalerFor(Frame picture) throws VisionException {
    int pictureFormat = picture.raw().format();
    Scaler current = scaler;
    if (current != null
        && picture.width() == width
        && picture.height() == height
        && pictureFormat == format) {
      return current;
    }
    if (current != null) {
      current.close();
      scaler = null;
    }
    width = picture.width();
    height = picture.height();
    format = pictureFormat;
    small.raw().color_range(picture.raw().color_range());
    current = Scaler.between(picture, small, SWS_FAST_BILINEAR);
    scaler = current;
    return current;
  }
}
