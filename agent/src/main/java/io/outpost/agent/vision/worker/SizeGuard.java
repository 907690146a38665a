package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Codec;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.h26x.AnnexB;
import io.outpost.protocols.h26x.H264Sps;
import io.outpost.protocols.h26x.H265Sps;

/**
 * Keeps units from the decoder whose parameter sets ask for pictures beyond the limits, or cannot
 * be read: the native parser must not be the first to see them.
 */
final class SizeGuard {
  private static final int H264_SPS = 7;
  private static final int H265_SPS = 33;

  private SizeGuard() {}

  /** JPEG has its sizes checked by the decoder itself, before it allocates. */
  static boolean allows(Codec codec, byte[] unit) {
    if (codec != Codec.CODEC_H264 && codec != Codec.CODEC_H265) {
      return true;
    }
    boolean[] allowed = {true};
    AnnexB.forEachNal(
        unit,
        0,
        unit.length,
        (bytes, at, length) -> allowed[0] &= allows(codec, bytes, at, length));
    return allowed[0];
  }

  private static boolean allows(Codec codec, byte[] bytes, int at, int length) {
    try {
      if (codec == Codec.CODEC_H264 && (bytes[at] & 0x1f) == H264_SPS) {
        H264Sps.parse(bytes, at, length);
      } else if (codec == Codec.CODEC_H265 && (bytes[at] >> 1 & 0x3f) == H265_SPS) {
        H265Sps.parse(bytes, at, length);
      }
      return true;
    } catch (ProtocolException refused) {
      return false;
    }
  }
}
