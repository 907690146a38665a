package io.outpost.protocols.h26x;

import io.outpost.protocols.rtp.PacketConsumer;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpWriter;

/**
 * H.264 as RTP in packetization mode 1: a NAL unit that fits is one packet (RFC 6184 5.6), a larger
 * one is cut into FU-A fragments (5.8).
 */
public final class H264Packetiser implements Packetiser {
  private static final int FU_A = 28;
  private static final int FU_HEADERS_BYTES = 2;

  private final RtpWriter writer;
  private final byte[] packet;

  /** The NAL unit found last: what follows it tells whether it bears the marker. */
  private int pendingOffset;

  private int pendingLength;

  /**
   * @param maxPacketBytes RTP header included; for UDP at most the path's MTU less 28 (IPv4)
   */
  public H264Packetiser(RtpWriter writer, int maxPacketBytes) {
    if (maxPacketBytes < RtpWriter.HEADER_BYTES + 16 || maxPacketBytes > RtpPacket.MAX_BYTES) {
      throw new IllegalArgumentException("packet size is not 28 to 65535: " + maxPacketBytes);
    }
    this.writer = writer;
    this.packet = new byte[maxPacketBytes];
  }

  @Override
  public void packetise(byte[] picture, long timestampTicks, PacketConsumer out) {
    pendingLength = 0;
    AnnexB.forEachNal(
        picture,
        0,
        picture.length,
        (bytes, offset, length) -> {
          flush(picture, timestampTicks, false, out);
          pendingOffset = offset;
          pendingLength = length;
        });
    flush(picture, timestampTicks, true, out);
  }

  private void flush(byte[] picture, long timestampTicks, boolean last, PacketConsumer out) {
    if (pendingLength == 0) {
      return;
    }
    if (RtpWriter.HEADER_BYTES + pendingLength <= packet.length) {
      System.arraycopy(picture, pendingOffset, packet, RtpWriter.HEADER_BYTES, pendingLength);
      send(RtpWriter.HEADER_BYTES + pendingLength, timestampTicks, last, out);
      return;
    }
    int payload = RtpWriter.HEADER_BYTES + FU_HEADERS_BYTES;
    int nalHeader = picture[pendingOffset];
    int at = pendingOffset + 1;
    int end = pendingOffset + pendingLength;
    while (at < end) {
      int size = Math.min(packet.length - payload, end - at);
      boolean first = at == pendingOffset + 1;
      boolean finished = at + size == end;
      packet[RtpWriter.HEADER_BYTES] = (byte) ((nalHeader & 0xE0) | FU_A);
      packet[RtpWriter.HEADER_BYTES + 1] =
          (byte) ((first ? 0x80 : 0) | (finished ? 0x40 : 0) | (nalHeader & 0x1F));
      System.arraycopy(picture, at, packet, payload, size);
      send(payload + size, timestampTicks, last && finished, out);
      at += size;
    }
  }

  private void send(int sizeBytes, long timestampTicks, boolean marker, PacketConsumer out) {
    writer.writeHeader(packet, sizeBytes, timestampTicks, marker);
    out.accept(packet, 0, sizeBytes);
  }
}
