package io.outpost.protocols.jpeg;

import io.outpost.protocols.rtp.PacketConsumer;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpWriter;

/**
 * JPEG images as RTP (RFC 2435), with their own quantization tables in each picture (Q 255).
 *
 * <p>The payload format has room only for what cameras send: three components as 4:2:0 or 4:2:2,
 * Huffman tables of T.81 K.3, at most 2040 pixels a side. That is what {@link JpegDepacketiser}
 * gives out; another image is a caller's mistake.
 */
public final class JpegPacketiser implements Packetiser {
  private static final int CARRIED_Q = 255;

  private final RtpWriter writer;
  private final byte[] packet;

  /**
   * @param maxPacketBytes RTP header included, at least 1024, for the first packet bears the tables
   */
  public JpegPacketiser(RtpWriter writer, int maxPacketBytes) {
    if (maxPacketBytes < 1_024 || maxPacketBytes > RtpPacket.MAX_BYTES) {
      throw new IllegalArgumentException("packet size is not 1024 to 65535: " + maxPacketBytes);
    }
    this.writer = writer;
    this.packet = new byte[maxPacketBytes];
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the payload format has no room for the image
   */
  @Override
  public void packetise(byte[] picture, long timestampTicks, PacketConsumer out) {
    JfifReader image = JfifReader.read(picture);
    int at = image.scanOffset;
    do {
      int scanned = at - image.scanOffset;
      int payload = writeHeaders(image, picture, scanned);
      int size = Math.min(packet.length - payload, image.scanEnd - at);
      System.arraycopy(picture, at, packet, payload, size);
      at += size;
      writer.writeHeader(packet, payload + size, timestampTicks, at == image.scanEnd);
      out.accept(packet, 0, payload + size);
    } while (at < image.scanEnd);
  }

  /** Returns where the fragment belongs in the packet. */
  private int writeHeaders(JfifReader image, byte[] picture, int fragmentOffset) {
    int at = RtpWriter.HEADER_BYTES;
    boolean restarts = image.restartInterval > 0;
    packet[at] = 0;
    packet[at + 1] = (byte) (fragmentOffset >> 16);
    packet[at + 2] = (byte) (fragmentOffset >> 8);
    packet[at + 3] = (byte) fragmentOffset;
    packet[at + 4] = (byte) ((image.is420 ? 1 : 0) | (restarts ? JpegHeader.RESTART_TYPE : 0));
    packet[at + 5] = (byte) CARRIED_Q;
    packet[at + 6] = (byte) ((image.width + 7) / 8);
    packet[at + 7] = (byte) ((image.height + 7) / 8);
    at += JpegHeader.MAIN_BYTES;
    if (restarts) {
      packet[at] = (byte) (image.restartInterval >> 8);
      packet[at + 1] = (byte) image.restartInterval;
      packet[at + 2] = (byte) 0xFF;
      packet[at + 3] = (byte) 0xFF;
      at += JpegHeader.RESTART_BYTES;
    }
    return fragmentOffset == 0 ? writeTables(image, picture, at) : at;
  }

  private int writeTables(JfifReader image, byte[] picture, int start) {
    int at = start + 4;
    int precisions = 0;
    for (int table = 0; table < image.tableCount; table++) {
      int size = image.tableBytes[table];
      precisions |= size > JpegTables.TABLE_BYTES ? 1 << table : 0;
      System.arraycopy(picture, image.tableOffsets[table], packet, at, size);
      at += size;
    }
    int length = at - start - 4;
    packet[start] = 0;
    packet[start + 1] = (byte) precisions;
    packet[start + 2] = (byte) (length >> 8);
    packet[start + 3] = (byte) length;
    return at;
  }
}
