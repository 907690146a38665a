package io.outpost.protocols.h26x;

import io.outpost.protocols.rtp.CodedPicture;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Describes a stream for an SDP from one of its key pictures, which bears its parameter sets. */
public final class FormatParameters {
  private FormatParameters() {}

  /**
   * What stands behind the payload type in {@code a=fmtp}: {@code packetization-mode}, {@code
   * profile-level-id} and {@code sprop-parameter-sets} for H.264 (RFC 6184 8.1), {@code sprop-vps},
   * {@code sprop-sps} and {@code sprop-pps} for H.265 (RFC 7798 7.1). Empty for JPEG, which has
   * none.
   *
   * @param keyPicture as a depacketiser gives it out
   */
  public static String of(CodedPicture keyPicture) {
    return switch (keyPicture.codec()) {
      case H264 -> h264(AnnexB.nals(keyPicture.data()));
      case H265 -> h265(AnnexB.nals(keyPicture.data()));
      case JPEG -> "";
    };
  }

  private static String h264(List<byte[]> nals) {
    List<byte[]> sets = new ArrayList<>(ofTypes(nals, 0, H264Syntax.TYPE_MASK, H264Syntax.SPS));
    String profileLevelId =
        sets.stream()
            .filter(sps -> sps.length > 3)
            .findFirst()
            .map(sps -> ";profile-level-id=" + HexFormat.of().withUpperCase().formatHex(sps, 1, 4))
            .orElse("");
    sets.addAll(ofTypes(nals, 0, H264Syntax.TYPE_MASK, H264Syntax.PPS));
    return "packetization-mode=1" + profileLevelId + ";sprop-parameter-sets=" + base64(sets);
  }

  private static String h265(List<byte[]> nals) {
    return "sprop-vps="
        + base64(ofTypes(nals, 1, 0x3F, H265Syntax.VPS))
        + ";sprop-sps="
        + base64(ofTypes(nals, 1, 0x3F, H265Syntax.SPS))
        + ";sprop-pps="
        + base64(ofTypes(nals, 1, 0x3F, H265Syntax.PPS));
  }

  private static List<byte[]> ofTypes(List<byte[]> nals, int shift, int mask, int type) {
    return nals.stream().filter(nal -> (nal[0] >> shift & mask) == type).toList();
  }

  private static String base64(List<byte[]> sets) {
    return sets.stream().map(Base64.getEncoder()::encodeToString).collect(Collectors.joining(","));
  }
}
