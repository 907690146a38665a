package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;

import com.google.protobuf.ByteString;
import io.outpost.agent.vision.wire.Marks;
import io.outpost.agent.vision.wire.Still;
import java.util.Optional;

/** Makes JPEGs, the same bytes for the same picture. */
final class Jpeg {
  /** Quantiser scales of FFmpeg's encoder. */
  private static final int FINEST = 2;

  private static final int COARSEST = 31;

  private Jpeg() {}

  /**
   * @param maxSide a longer side is scaled down to it; 0 for no limit
   * @param quality 1..100
   */
  static Still encode(Frame picture, PixelArea area, int maxSide, int quality)
      throws VisionException {
    return encode(picture, area, new Form(maxSide, quality, Optional.empty(), Optional.empty()));
  }

  /**
   * How it is to be.
   *
   * @param maxSide a longer side is scaled down to it; 0 for no limit
   * @param quality 1..100
   * @param marks drawn on a copy; of whole pictures alone
   * @param blur of faces; of whole pictures alone
   */
  record Form(int maxSide, int quality, Optional<Marks> marks, Optional<Concealment> blur) {
    boolean ofWholePictures() {
      return marks.isPresent() || blur.isPresent();
    }
  }

  /**
   * The area of the picture, and a copy of it with marks where they are asked for. The picture
   * stays as it is: faces are blurred in what is coded.
   */
  static Still encode(Frame picture, PixelArea area, Form form) throws VisionException {
    if (form.ofWholePictures() && !area.equals(PixelArea.all(picture))) {
      throw new VisionException("marks are drawn, and faces blurred, on whole pictures alone");
    }
    int maxSide = form.maxSide();
    int longSide = Math.max(area.width(), area.height());
    double scale = maxSide > 0 && longSide > maxSide ? (double) maxSide / longSide : 1;
    int width = Math.max(2, (int) Math.round(area.width() * scale));
    int height = Math.max(2, (int) Math.round(area.height() * scale));
    try (Frame view = picture.view(area);
        Frame image = Frame.allocate(width, height, AV_PIX_FMT_YUVJ420P)) {
      image.raw().color_range(AVCOL_RANGE_JPEG);
      try (Scaler scaler = Scaler.between(view, image, SWS_BICUBIC)) {
        scaler.scale(view, image);
      }
      if (form.blur().isPresent()) {
        form.blur().get().apply(image);
      }
      Still.Builder still =
          Still.newBuilder()
              .setFacesBlurred(form.blur().isPresent())
              .setJpeg(encode(image, scale(form.quality())))
              .setWidth(width)
              .setHeight(height);
      if (form.marks().isPresent()) {
        Pen.draw(form.marks().get(), image);
        still.setMarkedJpeg(encode(image, scale(form.quality())));
      }
      return still.build();
    }
  }

  private static ByteString encode(Frame image, int quantiser) throws VisionException {
    try (Encoder encoder = new Encoder(AV_CODEC_ID_MJPEG)) {
      encoder
          .context()
          .width(image.width())
          .height(image.height())
          .pix_fmt(AV_PIX_FMT_YUVJ420P)
          .color_range(AVCOL_RANGE_JPEG)
          .flags(AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT)
          .global_quality(FF_QP2LAMBDA * quantiser);
      encoder.context().time_base().num(1).den(25);
      encoder.open();
      image.raw().pts(0).quality(FF_QP2LAMBDA * quantiser);
      ByteString[] jpeg = {ByteString.EMPTY};
      encoder.encode(image, packet -> jpeg[0] = ByteString.copyFrom(packet.bytes()));
      encoder.finish(packet -> jpeg[0] = ByteString.copyFrom(packet.bytes()));
      return jpeg[0];
    }
  }

  private static int scale(int quality) {
    int clipped = Math.max(1, Math.min(100, quality));
    return Math.max(FINEST, Math.min(COARSEST, 1 + (100 - clipped) / 3));
  }
}
