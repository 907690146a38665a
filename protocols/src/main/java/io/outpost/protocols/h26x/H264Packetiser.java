package io.outpost.protocols.h26x;

import io.outpost.protocols.rtp.PacketConsumer;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpWriter;

/**
 * H.264 as RTP in packetization mode 1: a NAL unit that fits is one packet (RFC 6184 5.6), a larger
 * one is cut into FU-A fragments (5.8).
 */
public final class H264Packetiser implements Packetiser {
  private static final int FU_A = 28;

  private final NalCutter cutter;

  /**
   * @param maxPacketBytes RTP header included; for UDP at most the path's MTU less 28 (IPv4)
   */
  public H264Packetiser(RtpWriter writer, int maxPacketBytes) {
    this.cutter = new NalCutter(writer, maxPacketBytes, 1, H264Packetiser::writeFragmentHeader);
  }

  private static void writeFragmentHeader(byte[] nal, int offset, byte[] packet, int flags) {
    packet[RtpWriter.HEADER_BYTES] = (byte) ((nal[offset] & 0xE0) | FU_A);
    packet[RtpWriter.HEADER_BYTES + 1] = (byte) (flags | (nal[offset] & 0x1F));
  }

  @Override
  public void packetise(byte[] picture, long timestampTicks, PacketConsumer out) {
    cutter.cut(picture, timestampTicks, out);
  }
}
