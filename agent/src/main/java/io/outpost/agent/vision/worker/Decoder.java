package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.outpost.agent.vision.Limits;
import io.outpost.agent.vision.wire.Codec;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * One avcodec decoder, single-threaded and without delay of its own: a picture comes out as soon as
 * those that are to be shown before it have come.
 */
final class Decoder implements AutoCloseable {
  private final AVCodecContext context;
  private final Packet packet = new Packet();
  private final Frame frame = new Frame();

  Decoder(Codec codec) throws VisionException {
    AVCodec found = avcodec_find_decoder(id(codec));
    context = avcodec_alloc_context3(found);
    NativeObjects.opened();
    context.thread_count(1);
    context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
    // Refused by the decoder as it reads the parameter sets, before any picture is allocated.
    context.max_pixels(Limits.MAX_PICTURE_BYTES * 2L / 3);
    try {
      VisionException.check(
          avcodec_open2(context, found, (AVDictionary) null), "cannot open a decoder");
    } catch (VisionException e) {
      close();
      throw e;
    }
  }

  /** What comes out of the decoder. */
  interface Output {
    /**
     * @param picture lent for the call
     * @param clean false when it decoded with errors
     */
    void picture(Frame picture, long micros, boolean clean) throws VisionException;
  }

  /**
   * Decodes one access unit.
   *
   * @return false when the decoder refused it
   */
  boolean decode(CodedBytes data, long micros, Output output) throws VisionException {
    packet.set(data, micros, false);
    int code = avcodec_send_packet(context, packet.raw());
    packet.clear();
    boolean received = receive(output);
    return code >= 0 && received;
  }

  /** Gives what was held back; the decoder then waits for a key picture. */
  void drain(Output output) throws VisionException {
    avcodec_send_packet(context, (AVPacket) null);
    receive(output);
    avcodec_flush_buffers(context);
  }

  /** Forgets all pictures. */
  void reset() {
    avcodec_flush_buffers(context);
  }

  /**
   * Forgets how far pictures were out of order, too: FFmpeg never lowers that by itself, and would
   * hold back the pictures of the next stream for nothing.
   */
  void forgetStream() {
    reset();
    context.has_b_frames(0);
  }

  @Override
  public void close() {
    frame.close();
    packet.close();
    avcodec_free_context(context);
    NativeObjects.closed();
  }

  private boolean receive(Output output) throws VisionException {
    while (true) {
      int code = avcodec_receive_frame(context, frame.raw());
      if (code < 0) {
        return code == AVERROR_EAGAIN() || code == AVERROR_EOF;
      }
      try {
        output.picture(frame, frame.raw().pts(), clean());
      } finally {
        frame.clear();
      }
    }
  }

  private boolean clean() {
    return frame.raw().decode_error_flags() == 0
        && (frame.raw().flags() & AV_FRAME_FLAG_CORRUPT) == 0
        && Limits.allowsPicture(frame.width(), frame.height());
  }

  private static int id(Codec codec) throws VisionException {
    int id =
        switch (codec) {
          case CODEC_H264 -> AV_CODEC_ID_H264;
          case CODEC_H265 -> AV_CODEC_ID_HEVC;
          case CODEC_JPEG -> AV_CODEC_ID_MJPEG;
          case CODEC_UNKNOWN, UNRECOGNIZED -> AV_CODEC_ID_NONE;
        };
    if (id == AV_CODEC_ID_NONE) {
      throw new VisionException("no decoder for " + codec + "; expected H.264, H.265 or JPEG");
    }
    return id;
  }
}
