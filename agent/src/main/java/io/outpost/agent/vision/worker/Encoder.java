package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** One avcodec encoder, single-threaded. Set up {@link #context} between construction and open. */
final class Encoder implements AutoCloseable {
  private final AVCodec codec;
  private final AVCodecContext context;
  private final Packet packet = new Packet();

  Encoder(int codecId) throws VisionException {
    this(avcodec_find_encoder(codecId), "codec " + codecId);
  }

  Encoder(String name) throws VisionException {
    this(avcodec_find_encoder_by_name(name), name);
  }

  private Encoder(@Nullable AVCodec codec, String name) throws VisionException {
    if (codec == null || codec.isNull()) {
      packet.close();
      throw new VisionException("this FFmpeg has no encoder " + name);
    }
    this.codec = codec;
    context = avcodec_alloc_context3(codec);
    context.thread_count(1);
    NativeObjects.opened();
  }

  /** Takes what the encoder gives. */
  interface Output {
    /**
     * @param packet lent for the call
     */
    void packet(Packet packet) throws VisionException;
  }

  AVCodecContext context() {
    return context;
  }

  void open() throws VisionException {
    VisionException.check(
        avcodec_open2(context, codec, (AVDictionary) null), "cannot open the encoder");
  }

  void encode(Frame picture, Output output) throws VisionException {
    VisionException.check(avcodec_send_frame(context, picture.raw()), "cannot encode");
    receive(output);
  }

  void finish(Output output) throws VisionException {
    VisionException.check(avcodec_send_frame(context, (AVFrame) null), "cannot finish encoding");
    receive(output);
  }

  @Override
  public void close() {
    packet.close();
    avcodec_free_context(context);
    NativeObjects.closed();
  }

  private void receive(Output output) throws VisionException {
    while (true) {
      int code = avcodec_receive_packet(context, packet.raw());
      if (code == AVERROR_EAGAIN() || code == AVERROR_EOF) {
        return;
      }
      VisionException.check(code, "cannot encode");
      output.packet(packet);
      packet.clear();
    }
  }
}
