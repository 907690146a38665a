package io.outpost.agent.restream;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.protocols.h26x.FormatParameters;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.RtspServerConnection;

/** Describes a stream by one of its key pictures, which bears the parameter sets. */
final class StreamDescription {
  private static final int DYNAMIC = 96;

  /** RFC 3551 6. */
  private static final int JPEG = 26;

  private StreamDescription() {}

  static int payloadType(VideoCodec codec) {
    return codec == VideoCodec.JPEG ? JPEG : DYNAMIC;
  }

  static String of(String name, AccessUnit key) {
    int payloadType = payloadType(key.codec());
    CodedPicture picture = new CodedPicture(key.codec(), key.data(), 0, true, 0, 0, 0);
    String parameters = FormatParameters.of(picture);
    String format = parameters.isEmpty() ? "" : "a=fmtp:" + payloadType + " " + parameters + "\r\n";
    return String.join(
            "\r\n",
            "v=0",
            "o=- 0 0 IN IP4 0.0.0.0",
            "s=" + name,
            "c=IN IP4 0.0.0.0",
            "t=0 0",
            "a=control:*",
            "a=range:npt=now-",
            "m=video 0 RTP/AVP " + payloadType,
            "a=rtpmap:" + payloadType + " " + key.codec() + "/90000")
        + "\r\n"
        + format
        + "a=control:"
        + RtspServerConnection.TRACK
        + "\r\n";
  }
}
