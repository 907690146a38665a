package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import com.google.protobuf.ByteString;
import io.outpost.agent.vision.Limits;
import io.outpost.agent.vision.wire.OpenEncoder;
import io.outpost.agent.vision.wire.Unit;
import io.outpost.agent.vision.wire.Units;
import org.bytedeco.javacpp.BytePointer;

/** Encodes drawn pictures with OpenH264: no reordering, parameter sets before each key picture. */
final class ClipEncoder implements AutoCloseable {
  private static final long SECOND_MICROS = 1_000_000;
  private static final int MAX_FRAMES_PER_SECOND = 120;

  private final Encoder encoder;
  private final int framesPerSecond;
  private final Frame rgb;
  private final Frame yuv;
  private final Scaler scaler;
  private long pictures;

  ClipEncoder(OpenEncoder spec) throws VisionException {
    check(spec);
    framesPerSecond = spec.getFramesPerSecond();
    encoder = new Encoder("libopenh264");
    rgb = Frame.allocate(spec.getWidth(), spec.getHeight(), AV_PIX_FMT_RGB24);
    yuv = Frame.allocate(spec.getWidth(), spec.getHeight(), AV_PIX_FMT_YUV420P);
    scaler = Scaler.between(rgb, yuv, SWS_BILINEAR);
    encoder
        .context()
        .width(spec.getWidth())
        .height(spec.getHeight())
        .pix_fmt(AV_PIX_FMT_YUV420P)
        .gop_size(spec.getKeyInterval())
        .max_b_frames(0)
        .bit_rate(spec.getBitsPerSecond());
    encoder.context().time_base().num(1).den(framesPerSecond);
    encoder.context().framerate().num(framesPerSecond).den(1);
    av_opt_set(encoder.context().priv_data(), "allow_skip_frames", "0", 0);
    try {
      encoder.open();
    } catch (VisionException e) {
      close();
      throw e;
    }
  }

  Units encode(ByteString packedRgb) throws VisionException {
    int rowBytes = rgb.width() * 3;
    if (packedRgb.size() != rowBytes * rgb.height()) {
      throw new VisionException(
          "picture of " + packedRgb.size() + " bytes, expected " + rowBytes * rgb.height());
    }
    byte[] bytes = packedRgb.toByteArray();
    int stride = rgb.stride(0);
    try (BytePointer data = rgb.plane(0)) {
      for (int row = 0; row < rgb.height(); row++) {
        data.position((long) row * stride).put(bytes, row * rowBytes, rowBytes);
      }
    }
    scaler.scale(rgb, yuv);
    yuv.raw().pts(pictures++);
    Units.Builder units = Units.newBuilder();
    encoder.encode(yuv, packet -> units.addUnits(unit(packet)));
    return units.build();
  }

  Units finish() throws VisionException {
    Units.Builder units = Units.newBuilder();
    encoder.finish(packet -> units.addUnits(unit(packet)));
    return units.build();
  }

  @Override
  public void close() {
    scaler.close();
    yuv.close();
    rgb.close();
    encoder.close();
  }

  private Unit unit(Packet packet) {
    return Unit.newBuilder()
        .setData(ByteString.copyFrom(packet.bytes()))
        .setMediaMicros(packet.raw().pts() * SECOND_MICROS / framesPerSecond)
        .setKey(packet.key())
        .build();
  }

  private static void check(OpenEncoder spec) throws VisionException {
    int rate = spec.getFramesPerSecond();
    if (!Limits.allowsPicture(spec.getWidth(), spec.getHeight())
        || spec.getWidth() % 2 != 0
        || spec.getHeight() % 2 != 0
        || rate < 1
        || rate > MAX_FRAMES_PER_SECOND) {
      throw new VisionException(
          "cannot encode "
              + spec.getWidth()
              + "x"
              + spec.getHeight()
              + " at "
              + rate
              + " pictures a second; expected even sides of at most "
              + Limits.MAX_PICTURE_SIDE
              + " and 1 to "
              + MAX_FRAMES_PER_SECOND);
    }
  }
}
