package io.outpost.agent.restream;

import io.outpost.protocols.h26x.AnnexB;
import io.outpost.protocols.rtsp.RtspServerConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Describes an H.264 stream by the parameter sets in front of a key picture (RFC 6184 8.2.1). */
final class StreamDescription {
  static final int PAYLOAD_TYPE = 96;

  private static final int SPS = 7;
  private static final int PPS = 8;

  private StreamDescription() {}

  static String of(String name, byte[] keyPicture) {
    List<byte[]> sets = new ArrayList<>();
    AnnexB.forEachNal(
        keyPicture,
        0,
        keyPicture.length,
        (bytes, offset, length) -> {
          int type = length == 0 ? 0 : bytes[offset] & 0x1F;
          if (type == SPS || type == PPS) {
            sets.add(Arrays.copyOfRange(bytes, offset, offset + length));
          }
        });
    StringBuilder format = new StringBuilder("packetization-mode=1");
    sets.stream()
        .filter(set -> (set[0] & 0x1F) == SPS && set.length >= 4)
        .findFirst()
        .ifPresent(
            sps ->
                format
                    .append(";profile-level-id=")
                    .append(HexFormat.of().withUpperCase().formatHex(sps, 1, 4)));
    if (!sets.isEmpty()) {
      Base64.Encoder base64 = Base64.getEncoder();
      format
          .append(";sprop-parameter-sets=")
          .append(String.join(",", sets.stream().map(base64::encodeToString).toList()));
    }
    return String.join(
            "\r\n",
            "v=0",
            "o=- 0 0 IN IP4 0.0.0.0",
            "s=" + name,
            "c=IN IP4 0.0.0.0",
            "t=0 0",
            "a=control:*",
            "a=range:npt=now-",
            "m=video 0 RTP/AVP " + PAYLOAD_TYPE,
            "a=rtpmap:" + PAYLOAD_TYPE + " H264/90000",
            "a=fmtp:" + PAYLOAD_TYPE + " " + format,
            "a=control:" + RtspServerConnection.TRACK)
        + "\r\n";
  }
}
