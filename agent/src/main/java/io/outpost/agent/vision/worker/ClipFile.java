package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import com.google.protobuf.ByteString;
import io.outpost.agent.vision.Limits;
import io.outpost.agent.vision.wire.Clip;
import io.outpost.agent.vision.wire.Codec;
import io.outpost.agent.vision.wire.Unit;
import io.outpost.agent.vision.wire.Units;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Reads the coded pictures of a clip as a camera would send them. */
final class ClipFile implements AutoCloseable {
  private static final long SECOND_MICROS = 1_000_000;

  /** No playlists and no scripts: a clip must not make the worker open anything else. */
  private static final String FORMATS = "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,h264,hevc,mjpeg";

  /** Of one answer, so that it stays well below the size of a message. */
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  private static final double ASSUMED_RATE = 25;

  private final AVFormatContext context;
  private final AVStream stream;
  private final AnnexB annexB;
  private final Packet packet = new Packet();
  private final Clip clip;
  private long units;

  private ClipFile(AVFormatContext context, Path file) throws VisionException {
    this.context = context;
    int index = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (index < 0) {
      packet.close();
      throw new VisionException("clip " + file + ": there is no video in it");
    }
    stream = context.streams(index);
    try {
      clip = describe(file);
      annexB = new AnnexB(stream.codecpar(), stream.time_base());
    } catch (VisionException e) {
      packet.close();
      throw e;
    }
    NativeObjects.opened();
  }

  static ClipFile open(Path file) throws VisionException {
    if (!Files.isRegularFile(file)) {
      throw new VisionException("clip " + file + ": no such file");
    }
    if (!Files.isReadable(file)) {
      throw new VisionException("clip " + file + ": may not be read; check its permissions");
    }
    AVFormatContext context = new AVFormatContext(null);
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "format_whitelist", FORMATS, 0);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    int code = avformat_open_input(context, "file:" + file, null, options);
    av_dict_free(options);
    if (code < 0) {
      throw new VisionException(
          "clip "
              + file
              + ": not a video file that can be read; expected MP4, MOV, MKV, AVI, TS,"
              + " or bare H.264 or H.265");
    }
    try {
      VisionException.check(
          avformat_find_stream_info(context, (AVDictionary) null), "clip " + file);
      return new ClipFile(context, file);
    } catch (VisionException e) {
      avformat_close_input(context);
      throw e;
    }
  }

  Clip clip() {
    return clip;
  }

  /** The next units; none at the end. */
  Units read(int maxUnits) throws VisionException {
    Units.Builder answer = Units.newBuilder();
    int bytes = 0;
    while (answer.getUnitsCount() < Math.min(maxUnits, Limits.MAX_UNITS)
        && bytes < MAX_ANSWER_BYTES) {
      int code = av_read_frame(context, packet.raw());
      if (code == AVERROR_EOF) {
        break;
      }
      VisionException.check(code, "the clip is broken");
      if (packet.raw().stream_index() == stream.index()) {
        annexB.convert(packet);
        Unit unit = unit();
        bytes += unit.getData().size();
        answer.addUnits(unit);
      }
      packet.clear();
    }
    return answer.build();
  }

  @Override
  public void close() {
    annexB.close();
    packet.close();
    avformat_close_input(context);
    NativeObjects.closed();
  }

  private Unit unit() {
    return Unit.newBuilder()
        .setData(ByteString.copyFrom(packet.bytes()))
        .setMediaMicros(micros(packet.raw().pts()))
        .setKey(packet.key() || clip.getCodec() == Codec.CODEC_JPEG)
        .build();
  }

  /** Bare streams carry no times: theirs are counted. */
  private long micros(long pts) {
    long counted = units++;
    if (pts == AV_NOPTS_VALUE) {
      double rate = clip.getFramesPerSecond() > 0 ? clip.getFramesPerSecond() : ASSUMED_RATE;
      return Math.round(counted * SECOND_MICROS / rate);
    }
    long start = stream.start_time() == AV_NOPTS_VALUE ? 0 : stream.start_time();
    return av_rescale(
        pts - start, SECOND_MICROS * stream.time_base().num(), stream.time_base().den());
  }

  private Clip describe(Path file) throws VisionException {
    int id = stream.codecpar().codec_id();
    Codec codec;
    if (id == AV_CODEC_ID_H264) {
      codec = Codec.CODEC_H264;
    } else if (id == AV_CODEC_ID_HEVC) {
      codec = Codec.CODEC_H265;
    } else if (id == AV_CODEC_ID_MJPEG) {
      codec = Codec.CODEC_JPEG;
    } else {
      throw new VisionException(
          "clip "
              + file
              + ": its video is "
              + avcodec_get_name(id).getString()
              + ", expected H.264, H.265 or JPEG; convert it: ffmpeg -i CLIP -c:v libx264 -an"
              + " NEW.mp4");
    }
    long duration = context.duration();
    return Clip.newBuilder()
        .setCodec(codec)
        .setWidth(stream.codecpar().width())
        .setHeight(stream.codecpar().height())
        .setFramesPerSecond(
            stream.avg_frame_rate().den() == 0 ? 0 : av_q2d(stream.avg_frame_rate()))
        .setDurationMicros(duration == AV_NOPTS_VALUE ? 0 : Math.max(0, duration))
        .build();
  }
}
