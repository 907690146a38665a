package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;

import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Turns pictures as containers hold them into Annex B, with the parameter sets in front of key
 * pictures; leaves alone what is so already, and JPEG.
 */
final class AnnexB implements AutoCloseable {
  private final AVBSFContext filter = new AVBSFContext(null);

  AnnexB(AVCodecParameters parameters, AVRational timeBase) throws VisionException {
    int codec = parameters.codec_id();
    String name =
        codec == AV_CODEC_ID_H264
            ? "h264_mp4toannexb"
            : codec == AV_CODEC_ID_HEVC ? "hevc_mp4toannexb" : "null";
    VisionException.check(av_bsf_alloc(av_bsf_get_by_name(name), filter), "no filter " + name);
    NativeObjects.opened();
    try {
      VisionException.check(
          avcodec_parameters_copy(filter.par_in(), parameters), "cannot copy parameters");
      filter.time_base_in(timeBase);
      VisionException.check(av_bsf_init(filter), "the clip's parameter sets are broken");
    } catch (VisionException e) {
      close();
      throw e;
    }
  }

  /** In place. */
  void convert(Packet packet) throws VisionException {
    VisionException.check(av_bsf_send_packet(filter, packet.raw()), "the clip is broken");
    VisionException.check(av_bsf_receive_packet(filter, packet.raw()), "the clip is broken");
  }

  @Override
  public void close() {
    av_bsf_free(filter);
    NativeObjects.closed();
  }
}
