package io.outpost.protocols.rtp;

import io.outpost.protocols.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes RTCP compounds (RFC 3550 6.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|  count  |      PT       |  length in words, less one    |
 * </pre>
 *
 * <p>What has no use here is passed over: APP, feedback, extended reports. A compound need not
 * begin with a report, for cameras break that rule.
 */
public final class Rtcp {
  /** Values read from one compound. */
  static final int MAX_PACKETS = 64;

  private static final String SECTION = "RFC 3550 6";
  private static final int SR = 200;
  private static final int RR = 201;
  private static final int SDES = 202;
  private static final int BYE = 203;
  private static final int CNAME = 1;
  private static final int REPORT_BLOCK_BYTES = 24;
  private static final int SENDER_INFO_BYTES = 24;

  private Rtcp() {}

  /**
   * @param offset of the first packet; errors count from here
   * @throws ProtocolException if any packet is broken; nothing of the compound is used then
   */
  public static List<RtcpPacket> parse(byte[] bytes, int offset, int length)
      throws ProtocolException {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length).slice();
    List<RtcpPacket> packets = new ArrayList<>(2);
    while (in.hasRemaining()) {
      parsePacket(in, packets);
      if (packets.size() > MAX_PACKETS) {
        throw error(in, "expected at most " + MAX_PACKETS + " packets in a compound");
      }
    }
    return packets;
  }

  private static void parsePacket(ByteBuffer in, List<RtcpPacket> out) throws ProtocolException {
    if (in.remaining() < 4) {
      throw error(in, "expected an RTCP header of 4 bytes, found " + in.remaining());
    }
    int first = in.get() & 0xFF;
    int type = in.get() & 0xFF;
    int bodyBytes = 4 * (in.getShort() & 0xFFFF);
    if (first >> 6 != 2) {
      throw error(in, "expected RTCP version 2, found " + (first >> 6));
    }
    if (bodyBytes > in.remaining()) {
      throw error(in, "expected " + bodyBytes + " bytes of RTCP, found " + in.remaining());
    }
    int end = in.position() + bodyBytes;
    ByteBuffer body = in.duplicate();
    body.limit(end - padding(in, first, end));
    int count = first & 0x1F;
    switch (type) {
      case SR -> out.add(senderReport(body));
      case RR -> out.add(receiverReport(body, count));
      case SDES -> sourceDescription(body, count, out);
      case BYE -> goodbye(body, count, out);
      default -> {}
    }
    in.position(end);
  }

  private static int padding(ByteBuffer in, int first, int end) throws ProtocolException {
    if ((first & 0x20) == 0) {
      return 0;
    }
    int padding = end > in.position() ? in.get(end - 1) & 0xFF : 0;
    if (padding == 0 || padding > end - in.position()) {
      throw error(in, "expected padding within the RTCP packet, found " + padding + " bytes");
    }
    return padding;
  }

  private static SenderReport senderReport(ByteBuffer in) throws ProtocolException {
    expect(in, SENDER_INFO_BYTES);
    return new SenderReport(in.getInt(), in.getLong(), uint32(in), uint32(in), uint32(in));
  }

  private static ReceiverReport receiverReport(ByteBuffer in, int count) throws ProtocolException {
    expect(in, 4 + count * REPORT_BLOCK_BYTES);
    int ssrc = in.getInt();
    List<ReceptionReport> reports = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int source = in.getInt();
      int lost = in.getInt();
      reports.add(
          new ReceptionReport(
              source, lost >>> 24, lost << 8 >> 8, uint32(in), uint32(in), uint32(in), uint32(in)));
    }
    return new ReceiverReport(ssrc, reports);
  }

  private static void sourceDescription(ByteBuffer in, int chunks, List<RtcpPacket> out)
      throws ProtocolException {
    for (int chunk = 0; chunk < chunks; chunk++) {
      expect(in, 4);
      int start = in.position();
      int ssrc = in.getInt();
      String cname = "";
      int item = item(in);
      while (item != 0) {
        byte[] text = new byte[item & 0xFF];
        expect(in, text.length);
        in.get(text);
        if (item >> 8 == CNAME) {
          cname = printable(text);
        }
        item = item(in);
      }
      int padding = -(in.position() - start) & 3;
      in.position(Math.min(in.limit(), in.position() + padding));
      out.add(new SourceDescription(ssrc, cname));
    }
  }

  /** Type and length of the next item, or 0 at the end of the chunk. */
  private static int item(ByteBuffer in) throws ProtocolException {
    expect(in, 1);
    int type = in.get() & 0xFF;
    if (type == 0) {
      return 0;
    }
    expect(in, 1);
    return type << 8 | (in.get() & 0xFF);
  }

  /** Latin-1 where the bytes are not UTF-8, so that nothing grows beyond its 255 bytes. */
  private static String printable(byte[] text) {
    String decoded = new String(text, StandardCharsets.UTF_8);
    return decoded.indexOf('\uFFFD') < 0
        ? decoded
        : new String(text, StandardCharsets.US_ASCII).replace('\uFFFD', '?');
  }

  private static void goodbye(ByteBuffer in, int count, List<RtcpPacket> out)
      throws ProtocolException {
    expect(in, 4 * count);
    for (int i = 0; i < count; i++) {
      out.add(new Goodbye(in.getInt()));
    }
  }

  private static void expect(ByteBuffer in, int bytes) throws ProtocolException {
    if (in.remaining() < bytes) {
      throw error(in, "expected " + bytes + " more bytes of RTCP, found " + in.remaining());
    }
  }

  private static long uint32(ByteBuffer in) {
    return Integer.toUnsignedLong(in.getInt());
  }

  private static ProtocolException error(ByteBuffer in, String message) {
    return new ProtocolException(SECTION, in.position(), message);
  }

  /** One compound of these packets in their order; a report is to be the first. */
  public static byte[] write(List<RtcpPacket> packets) {
    ByteBuffer out = ByteBuffer.allocate(packets.stream().mapToInt(Rtcp::maxSize).sum());
    for (RtcpPacket packet : packets) {
      int start = out.position();
      out.putInt(0);
      int countAndType = writeBody(packet, out);
      int words = (out.position() - start) / 4;
      out.putInt(start, 0x8000_0000 | countAndType << 16 | (words - 1));
    }
    byte[] compound = new byte[out.position()];
    out.flip().get(compound);
    return compound;
  }

  private static int maxSize(RtcpPacket packet) {
    return packet instanceof ReceiverReport report
        ? 8 + report.reports().size() * REPORT_BLOCK_BYTES
        : 16 + SourceDescription.MAX_CNAME_BYTES;
  }

  /** Returns the count and the type as they stand in the header. */
  private static int writeBody(RtcpPacket packet, ByteBuffer out) {
    out.putInt(packet.ssrc());
    if (packet instanceof SenderReport report) {
      out.putLong(report.ntpTimestamp());
      out.putInt((int) report.rtpTimestamp());
      out.putInt((int) report.packetCount());
      out.putInt((int) report.payloadBytes());
      return SR;
    }
    if (packet instanceof ReceiverReport report) {
      report.reports().forEach(block -> writeBlock(block, out));
      return report.reports().size() << 8 | RR;
    }
    if (packet instanceof SourceDescription description) {
      byte[] cname = description.cname().getBytes(StandardCharsets.UTF_8);
      out.put((byte) CNAME).put((byte) cname.length).put(cname);
      out.put(new byte[4 - (2 + cname.length) % 4]);
      return 1 << 8 | SDES;
    }
    if (packet instanceof Goodbye) {
      return 1 << 8 | BYE;
    }
    throw new AssertionError(packet);
  }

  private static void writeBlock(ReceptionReport block, ByteBuffer out) {
    out.putInt(block.ssrc());
    out.putInt(block.fractionLost() << 24 | (block.cumulativeLost() & 0xFF_FFFF));
    out.putInt((int) block.highestSequence());
    out.putInt((int) block.jitterTicks());
    out.putInt((int) block.lastSenderReport());
    out.putInt((int) block.delaySinceLastSenderReport());
  }
}
