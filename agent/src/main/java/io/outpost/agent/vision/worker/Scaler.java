package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Scales and converts pictures of one size and format into another, to the bit the same each time.
 */
final class Scaler implements AutoCloseable {
  private static final int UNIT = 1 << 16;

  /** {@code AVCOL_SPC_BT709}. */
  private static final int BT709 = 1;

  private final SwsContext context;

  private Scaler(SwsContext context) {
    this.context = context;
    NativeObjects.opened();
  }

  /** Between pictures like these two; of the second only size, format and range count. */
  static Scaler between(Frame from, Frame to, int filter) throws VisionException {
    SwsContext context =
        sws_getContext(
            from.width(),
            from.height(),
            from.raw().format(),
            to.width(),
            to.height(),
            to.raw().format(),
            filter | SWS_ACCURATE_RND | SWS_BITEXACT,
            null,
            null,
            (DoublePointer) null);
    if (context == null || context.isNull()) {
      throw new VisionException(
          "cannot convert pixel format "
              + from.raw().format()
              + " at "
              + from.width()
              + "x"
              + from.height());
    }
    Scaler scaler = new Scaler(context);
    int matrix = from.raw().colorspace() == BT709 ? SWS_CS_ITU709 : SWS_CS_DEFAULT;
    IntPointer coefficients = sws_getCoefficients(matrix);
    sws_setColorspaceDetails(
        context,
        coefficients,
        from.fullRange() ? 1 : 0,
        sws_getCoefficients(SWS_CS_DEFAULT),
        to.fullRange() ? 1 : 0,
        0,
        UNIT,
        UNIT);
    return scaler;
  }

  void scale(Frame from, Frame to) throws VisionException {
    VisionException.check(sws_scale_frame(context, to.raw(), from.raw()), "cannot scale");
  }

  @Override
  public void close() {
    sws_freeContext(context);
    NativeObjects.closed();
  }
}
