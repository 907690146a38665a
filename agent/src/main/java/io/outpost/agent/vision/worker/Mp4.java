package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import com.google.protobuf.ByteString;
import io.outpost.agent.vision.wire.Codec;
import io.outpost.agent.vision.wire.Mux;
import io.outpost.agent.vision.wire.Unit;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** Puts coded pictures into a fragmented MP4 in memory. */
final class Mp4 {
  private static final int MICROS = 1_000_000;

  /** {@code AV_INPUT_BUFFER_PADDING_SIZE}. */
  private static final int PADDING = 64;

  private Mp4() {}

  static ByteString mux(Mux request) throws VisionException {
    List<Unit> units = request.getUnitsList();
    if (units.isEmpty() || !units.get(0).getKey()) {
      throw new VisionException("an MP4 has to begin with a key picture");
    }
    if (request.getCodec() == Codec.CODEC_JPEG) {
      throw new VisionException("only H.264 and H.265 are put into an MP4");
    }
    AVFormatContext context = new AVFormatContext(null);
    VisionException.check(
        avformat_alloc_output_context2(context, (AVOutputFormat) null, "mp4", null), "no MP4");
    NativeObjects.opened();
    try {
      describe(avformat_new_stream(context, (AVCodec) null), request);
      return write(context, units);
    } finally {
      avformat_free_context(context);
      NativeObjects.closed();
    }
  }

  private static void describe(AVStream stream, Mux request) throws VisionException {
    Unit first = request.getUnits(0);
    int[] size = new int[2];
    try (Decoder decoder = new Decoder(request.getCodec())) {
      Decoder.Output output =
          (picture, micros, clean) -> {
            size[0] = picture.width();
            size[1] = picture.height();
          };
      decoder.decode(new CodedBytes().with(first.getData()), first.getMediaMicros(), output);
      decoder.drain(output);
    }
    if (size[0] == 0) {
      throw new VisionException("the first key picture does not decode");
    }
    ByteString parameterSets = first.getData();
    BytePointer extra =
        new BytePointer(av_mallocz(parameterSets.size() + PADDING)).capacity(parameterSets.size());
    extra.put(parameterSets.toByteArray());
    stream
        .codecpar()
        .codec_type(AVMEDIA_TYPE_VIDEO)
        .codec_id(request.getCodec() == Codec.CODEC_H264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC)
        .width(size[0])
        .height(size[1])
        .extradata(extra)
        .extradata_size(parameterSets.size());
    stream.time_base().num(1).den(MICROS);
  }

  private static ByteString write(AVFormatContext context, List<Unit> units)
      throws VisionException {
    AVIOContext io = new AVIOContext(null);
    VisionException.check(avio_open_dyn_buf(io), "no memory for an MP4");
    NativeObjects.opened();
    BytePointer bytes = new BytePointer();
    try {
      context.pb(io).flags(context.flags() | AVFMT_FLAG_BITEXACT);
      AVDictionary options = new AVDictionary(null);
      av_dict_set(options, "movflags", "frag_keyframe+empty_moov+default_base_moof", 0);
      int code = avformat_write_header(context, options);
      av_dict_free(options);
      VisionException.check(code, "cannot begin an MP4");
      writeUnits(context, units);
      VisionException.check(av_write_trailer(context), "cannot end an MP4");
    } finally {
      int size = avio_close_dyn_buf(io, bytes);
      bytes.capacity(size);
      NativeObjects.closed();
    }
    try {
      byte[] copy = new byte[(int) bytes.capacity()];
      bytes.get(copy);
      return ByteString.copyFrom(copy);
    } finally {
      av_free(bytes);
    }
  }

  private static void writeUnits(AVFormatContext context, List<Unit> units) throws VisionException {
    AVStream stream = context.streams(0);
    long[] decodeMicros = decodeMicros(units);
    CodedBytes bytes = new CodedBytes();
    try (Packet packet = new Packet();
        AVRational micros = new AVRational().num(1).den(MICROS)) {
      for (int i = 0; i < units.size(); i++) {
        Unit unit = units.get(i);
        packet.set(bytes.with(unit.getData()), unit.getMediaMicros(), unit.getKey());
        AVPacket raw = packet.raw();
        raw.dts(decodeMicros[i]);
        av_packet_rescale_ts(raw, micros, stream.time_base());
        VisionException.check(av_write_frame(context, raw), "cannot write a picture");
        packet.clear();
      }
    }
  }

  /** Rising, and never after the time of presentation. */
  private static long[] decodeMicros(List<Unit> units) {
    long[] shown = units.stream().mapToLong(Unit::getMediaMicros).toArray();
    long[] sorted = shown.clone();
    Arrays.sort(sorted);
    long delay = 0;
    for (int i = 0; i < shown.length; i++) {
      delay = Math.max(delay, sorted[i] - shown[i]);
    }
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] -= delay;
    }
    return sorted;
  }
}
