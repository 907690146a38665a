package io.outpost.protocols.h26x;

import io.outpost.protocols.jpeg.JpegPacketiser;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;

/** Makes the packetiser of a codec. */
public final class Packetisers {
  private Packetisers() {}

  /**
   * @param maxPacketBytes RTP header included, 28 to 65535; for UDP at most the path's MTU less 28
   *     (IPv4)
   */
  public static Packetiser create(VideoCodec codec, RtpWriter writer, int maxPacketBytes) {
    return switch (codec) {
      case H264 -> new H264Packetiser(writer, maxPacketBytes);
      case H265 -> new H265Packetiser(writer, maxPacketBytes);
      case JPEG -> new JpegPacketiser(writer, maxPacketBytes);
    };
  }
}
