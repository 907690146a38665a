package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.jpeg.JpegDepacketiser;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.VideoCodec;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the depacketiser that a session description asks for. */
public final class Depacketisers {
  /** Of all {@code sprop} values of one format. */
  private static final int MAX_SPROP_CHARS = 65_536;

  private Depacketisers() {}

  /** As below, with memory of its own. */
  public static Depacketiser create(VideoCodec codec, Map<String, String> fmtp)
      throws ProtocolException {
    return create(codec, fmtp, new PictureMemory());
  }

  /**
   * @param fmtp the format parameters of the SDP's {@code a=fmtp}, names in lower case, values as
   *     they stand there: {@code packetization-mode}, {@code sprop-parameter-sets} (RFC 6184 8.1);
   *     {@code sprop-vps}, {@code sprop-sps}, {@code sprop-pps}, {@code sprop-max-don-diff} (RFC
   *     7798 7.1). Others are ignored. Parameter sets that are broken are passed over, for most
   *     cameras repeat them in-band.
   * @param memory shared with the other streams of the thread that will push
   * @throws ProtocolException if the stream cannot be received: interleaved mode of H.264, or a
   *     picture larger than the limits
   */
  public static Depacketiser create(
      VideoCodec codec, Map<String, String> fmtp, PictureMemory memory) throws ProtocolException {
    return switch (codec) {
      case H264 -> h264(fmtp, memory);
      case H265 -> h265(fmtp, memory);
      case JPEG -> new JpegDepacketiser(memory);
    };
  }

  private static Depacketiser h264(Map<String, String> fmtp, PictureMemory memory)
      throws ProtocolException {
    String mode = fmtp.getOrDefault("packetization-mode", "0").strip();
    if (mode.equals("2")) {
      throw new ProtocolException(
          "RFC 6184 8.1", 0, "expected packetization-mode 0 or 1, found 2 (interleaved)");
    }
    H264Syntax syntax = new H264Syntax();
    storeAll(syntax, fmtp.get("sprop-parameter-sets"));
    return NalDepacketiser.h264(syntax, memory);
  }

  private static Depacketiser h265(Map<String, String> fmtp, PictureMemory memory)
      throws ProtocolException {
    H265Syntax syntax = new H265Syntax();
    storeAll(syntax, fmtp.get("sprop-vps"));
    storeAll(syntax, fmtp.get("sprop-sps"));
    storeAll(syntax, fmtp.get("sprop-pps"));
    String maxDonDiff = fmtp.getOrDefault("sprop-max-don-diff", "0").strip();
    return NalDepacketiser.h265(syntax, !maxDonDiff.equals("0"), memory);
  }

  private static void storeAll(NalSyntax syntax, @Nullable String sprop) throws ProtocolException {
    if (sprop == null || sprop.length() > MAX_SPROP_CHARS) {
      return;
    }
    for (String encoded : sprop.split(",", -1)) {
      for (byte[] nal : AnnexB.nals(decode(encoded))) {
        store(syntax, nal);
      }
    }
  }

  private static void store(NalSyntax syntax, byte[] nal) throws ProtocolException {
    if (nal.length <= syntax.headerBytes()
        || syntax.kind(nal, 0, nal.length) != NalKind.PARAMETER_SET) {
      return;
    }
    try {
      syntax.store(nal, 0, nal.length);
    } catch (ProtocolException error) {
      if (PictureLimits.isExceeded(error)) {
        throw error;
      }
    }
  }

  /** Lenient: cameras leave the padding out, add a blank, or end in a comma. */
  private static byte[] decode(String encoded) {
    try {
      return Base64.getMimeDecoder().decode(encoded.strip());
    } catch (IllegalArgumentException broken) {
      return new byte[0];
    }
  }
}
