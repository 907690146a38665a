package io.outpost.protocols.h26x;

import io.outpost.protocols.rtp.PacketConsumer;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpWriter;

/** Cuts NAL units into packets; the same for H.264 and H.265 but for their headers. */
final class NalCutter {
  private static final int START = 0x80;
  private static final int END = 0x40;

  private final RtpWriter writer;
  private final byte[] packet;
  private final int nalHeaderBytes;
  private final FragmentHeader fragmentHeader;

  /** The NAL unit found last: what follows it tells whether it bears the marker. */
  private int pendingOffset;

  private int pendingLength;

  /** Writes the headers of a fragment, one byte longer than those of a NAL unit. */
  @FunctionalInterface
  interface FragmentHeader {
    /**
     * @param nal holds the unit's own header at {@code offset}
     * @param packet takes the headers from {@link RtpWriter#HEADER_BYTES} on
     * @param flags the start and end bits, as they stand in the last header byte
     */
    void write(byte[] nal, int offset, byte[] packet, int flags);
  }

  NalCutter(
      RtpWriter writer, int maxPacketBytes, int nalHeaderBytes, FragmentHeader fragmentHeader) {
    if (maxPacketBytes < RtpWriter.HEADER_BYTES + 16 || maxPacketBytes > RtpPacket.MAX_BYTES) {
      throw new IllegalArgumentException("packet size is not 28 to 65535: " + maxPacketBytes);
    }
    this.writer = writer;
    this.packet = new byte[maxPacketBytes];
    this.nalHeaderBytes = nalHeaderBytes;
    this.fragmentHeader = fragmentHeader;
  }

  void cut(byte[] picture, long timestampTicks, PacketConsumer out) {
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
    if (pendingLength < nalHeaderBytes) {
      return;
    }
    if (RtpWriter.HEADER_BYTES + pendingLength <= packet.length) {
      System.arraycopy(picture, pendingOffset, packet, RtpWriter.HEADER_BYTES, pendingLength);
      send(RtpWriter.HEADER_BYTES + pendingLength, timestampTicks, last, out);
      return;
    }
    int payload = RtpWriter.HEADER_BYTES + nalHeaderBytes + 1;
    int at = pendingOffset + nalHeaderBytes;
    int end = pendingOffset + pendingLength;
    int flags = START;
    while (at < end) {
      int size = Math.min(packet.length - payload, end - at);
      boolean finished = at + size == end;
      flags |= finished ? END : 0;
      fragmentHeader.write(picture, pendingOffset, packet, flags);
      System.arraycopy(picture, at, packet, payload, size);
      send(payload + size, timestampTicks, last && finished, out);
      at += size;
      flags = 0;
    }
  }

  private void send(int sizeBytes, long timestampTicks, boolean marker, PacketConsumer out) {
    writer.writeHeader(packet, sizeBytes, timestampTicks, marker);
    out.accept(packet, 0, sizeBytes);
  }
}
