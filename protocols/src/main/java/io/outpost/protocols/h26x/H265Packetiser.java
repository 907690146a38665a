package io.outpost.protocols.h26x;

import io.outpost.protocols.rtp.PacketConsumer;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpWriter;

/**
 * H.265 as RTP without decoding order numbers: a NAL unit that fits is one packet (RFC 7798 4.4.1),
 * a larger one is cut into fragmentation units (4.4.3).
 */
public final class H265Packetiser implements Packetiser {
  private static final int FU = 49;

  private final NalCutter cutter;

  /**
   * @param maxPacketBytes RTP header included; for UDP at most the path's MTU less 28 (IPv4)
   */
  public H265Packetiser(RtpWriter writer, int maxPacketBytes) {
    this.cutter =
        new NalCutter(
            writer, maxPacketBytes, H265Syntax.HEADER_BYTES, H265Packetiser::writeFragmentHeader);
  }

  private static void writeFragmentHeader(byte[] nal, int offset, byte[] packet, int flags) {
    packet[RtpWriter.HEADER_BYTES] = (byte) ((nal[offset] & 0x81) | FU << 1);
    packet[RtpWriter.HEADER_BYTES + 1] = nal[offset + 1];
    packet[RtpWriter.HEADER_BYTES + 2] = (byte) (flags | H265Syntax.type(nal[offset]));
  }

  @Override
  public void packetise(byte[] picture, long timestampTicks, PacketConsumer out) {
    cutter.cut(picture, timestampTicks, out);
  }
}
