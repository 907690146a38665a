package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Codec;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.h26x.AnnexB;
import io.outpost.protocols.h26x.H264Sps;
import io.outpost.protocols.h26x.H265Sps;
import java.util.Optional;

/**
 * Keeps units from the decoder whose parameter sets ask for pictures beyond the limits, or cannot
 * be read: the native parser must not be the first to see them.
 */
final class SizeGuard {
  private static final int H264_SPS = 7;
  private static final int H265_SPS = 33;

  private SizeGuard() {}

  /**
   * The size that a unit's parameter sets ask for; unknown where it has none, and for JPEG, of
   * which the decoder itself checks the size before it allocates.
   *
   * @return empty when the unit must not be decoded
   */
  static Optional<PictureSize> size(Codec codec, CodedBytes unit) {
    if (codec != Codec.CODEC_H264 && codec != Codec.CODEC_H265) {
      return Optional.of(PictureSize.UNKNOWN);
    }
    Finding finding = new Finding(codec);
    AnnexB.forEachNal(unit.array(), 0, unit.length(), finding::look);
    return finding.refused ? Optional.empty() : Optional.of(finding.size);
  }

  /** What is known so far of one unit. */
  private static final class Finding {
    private final Codec codec;
    private boolean refused;
    private PictureSize size = PictureSize.UNKNOWN;

    Finding(Codec codec) {
      this.codec = codec;
    }

    void look(byte[] bytes, int at, int length) {
      try {
        if (codec == Codec.CODEC_H264 && (bytes[at] & 0x1f) == H264_SPS) {
          H264Sps sps = H264Sps.parse(bytes, at, length);
          size = new PictureSize(sps.width(), sps.height());
        } else if (codec == Codec.CODEC_H265 && (bytes[at] >> 1 & 0x3f) == H265_SPS) {
          H265Sps sps = H265Sps.parse(bytes, at, length);
          size = new PictureSize(sps.width(), sps.height());
        }
      } catch (ProtocolException hostile) {
        refused = true;
      }
    }
  }
}
