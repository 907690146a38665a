package io.outpost.protocols.rtp;

import io.outpost.protocols.ProtocolException;
import java.nio.ByteBuffer;

/**
 * One RTP packet, read in place (RFC 3550 5.1). A flyweight: {@link #wrap} lays it over bytes that
 * stay the caller's, and nothing is allocated per packet.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |           synchronization source (SSRC) identifier            |
 * |            contributing source (CSRC) identifiers ...         |
 * </pre>
 *
 * <p>The fields from {@link #timestampTicks} on are filled in by {@link RtpReceiver}, which alone
 * knows the packets before this one.
 */
public final class RtpPacket {
  /** What an interleaved frame or a UDP datagram can hold at most. */
  public static final int MAX_BYTES = 65_535;

  static final int FIXED_HEADER_BYTES = 12;

  private static final String SECTION = "RFC 3550 5.1";

  private byte[] buffer = new byte[0];
  private byte[] copyOfDirect = new byte[0];
  private int offset;
  private int length;
  private int payloadOffset;
  private int payloadLength;
  private int extensionOffset;
  private int extensionLength;
  private int extensionProfile;

  long timestampTicks;
  int lostBefore;
  long arrivalNanos;
  Discontinuity discontinuity = Discontinuity.NONE;

  /**
   * Reads the header of the packet in {@code bytes}, which are lent for as long as this packet is
   * used.
   *
   * @return this
   * @throws ProtocolException if the bytes are not an RTP packet; this packet must not be used then
   */
  public RtpPacket wrap(byte[] bytes, int start, int sizeBytes) throws ProtocolException {
    if (sizeBytes < FIXED_HEADER_BYTES || sizeBytes > MAX_BYTES) {
      throw new ProtocolException(
          SECTION, 0, "expected an RTP packet of 12 to 65535 bytes, found " + sizeBytes);
    }
    int version = (bytes[start] & 0xC0) >> 6;
    if (version != 2) {
      throw new ProtocolException(SECTION, 0, "expected RTP version 2, found " + version);
    }
    buffer = bytes;
    offset = start;
    length = sizeBytes;
    timestampTicks = timestamp();
    lostBefore = 0;
    discontinuity = Discontinuity.NONE;
    int header = FIXED_HEADER_BYTES + 4 * csrcCount();
    header = skipExtension(header);
    payloadOffset = start + header;
    payloadLength = sizeBytes - header - padding(header);
    return this;
  }

  /**
   * As {@link #wrap(byte[], int, int)} for the remaining bytes of {@code bytes}, whose position
   * stays. Direct buffers are copied into memory this packet keeps.
   */
  public RtpPacket wrap(ByteBuffer bytes) throws ProtocolException {
    int sizeBytes = bytes.remaining();
    if (bytes.hasArray()) {
      return wrap(bytes.array(), bytes.arrayOffset() + bytes.position(), sizeBytes);
    }
    if (sizeBytes > MAX_BYTES) {
      throw new ProtocolException(
          SECTION, 0, "expected an RTP packet of 12 to 65535 bytes, found " + sizeBytes);
    }
    if (copyOfDirect.length < sizeBytes) {
      copyOfDirect = new byte[Math.max(2048, Integer.highestOneBit(sizeBytes) * 2)];
    }
    bytes.get(bytes.position(), copyOfDirect, 0, sizeBytes);
    return wrap(copyOfDirect, 0, sizeBytes);
  }

  /** Lays this over {@code copy}, which holds the bytes of {@code other} from index 0 on. */
  void copyFrom(RtpPacket other, byte[] copy) {
    buffer = copy;
    offset = 0;
    length = other.length;
    payloadOffset = other.payloadOffset - other.offset;
    payloadLength = other.payloadLength;
    extensionOffset = other.hasExtension() ? other.extensionOffset - other.offset : 0;
    extensionLength = other.extensionLength;
    extensionProfile = other.extensionProfile;
    timestampTicks = other.timestampTicks;
    lostBefore = other.lostBefore;
    arrivalNanos = other.arrivalNanos;
    discontinuity = other.discontinuity;
  }

  /** RFC 3550 5.3.1: a profile word, a count of 32-bit words, the words. */
  private int skipExtension(int header) throws ProtocolException {
    extensionProfile = 0;
    extensionOffset = 0;
    extensionLength = 0;
    if ((buffer[offset] & 0x10) == 0) {
      if (header > length) {
        throw truncated(header);
      }
      return header;
    }
    if (header + 4 > length) {
      throw truncated(header + 4);
    }
    extensionProfile = uint16(offset + header);
    extensionOffset = offset + header + 4;
    extensionLength = 4 * uint16(offset + header + 2);
    int end = header + 4 + extensionLength;
    if (end > length) {
      throw truncated(end);
    }
    return end;
  }

  private ProtocolException truncated(int expectedBytes) {
    return new ProtocolException(
        SECTION,
        length,
        "expected " + expectedBytes + " header bytes with CSRCs and extension, found " + length);
  }

  private int padding(int header) throws ProtocolException {
    if ((buffer[offset] & 0x20) == 0) {
      return 0;
    }
    int padding = buffer[offset + length - 1] & 0xFF;
    if (padding == 0 || header + padding > length) {
      throw new ProtocolException(
          SECTION,
          length - 1,
          "expected 1 to " + (length - header) + " bytes of padding, found " + padding);
    }
    return padding;
  }

  public boolean marker() {
    return (buffer[offset + 1] & 0x80) != 0;
  }

  public int payloadType() {
    return buffer[offset + 1] & 0x7F;
  }

  /** 0 to 65535. */
  public int sequence() {
    return uint16(offset + 2);
  }

  /** The 32 bits on the wire, as an unsigned number. */
  public long timestamp() {
    return Integer.toUnsignedLong(int32(offset + 4));
  }

  public int ssrc() {
    return int32(offset + 8);
  }

  public int csrcCount() {
    return buffer[offset] & 0x0F;
  }

  public int csrc(int index) {
    if (index < 0 || index >= csrcCount()) {
      throw new IndexOutOfBoundsException("CSRC " + index + " of " + csrcCount());
    }
    return int32(offset + FIXED_HEADER_BYTES + 4 * index);
  }

  public boolean hasExtension() {
    return extensionOffset != 0;
  }

  /** The profile word of the header extension, such as 0xABAC for ONVIF replay; 0 without one. */
  public int extensionProfile() {
    return extensionProfile;
  }

  /** Where the words of the header extension start in {@link #buffer}. */
  public int extensionOffset() {
    return extensionOffset;
  }

  public int extensionLength() {
    return extensionLength;
  }

  /** The bytes lent to {@link #wrap}; read them, between the offsets given here. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the whole packet starts in {@link #buffer}. */
  public int offset() {
    return offset;
  }

  /** Bytes of the whole packet. */
  public int length() {
    return length;
  }

  public int payloadOffset() {
    return payloadOffset;
  }

  /** Without padding; may be 0. */
  public int payloadLength() {
    return payloadLength;
  }

  /**
   * The timestamp unwrapped to 64 bits on a timeline that goes on across SSRC changes and jumps of
   * the camera's clock; {@link #timestamp} until a receiver has seen the packet.
   */
  public long timestampTicks() {
    return timestampTicks;
  }

  /**
   * Packets missing directly before this one. At least 1 where the sequence numbers started anew.
   */
  public int lostBefore() {
    return lostBefore;
  }

  /** The caller's monotonic time at which this packet came in. */
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Whether the stream started anew with this packet, and why. */
  public Discontinuity discontinuity() {
    return discontinuity;
  }

  private int uint16(int at) {
    return (buffer[at] & 0xFF) << 8 | (buffer[at + 1] & 0xFF);
  }

  private int int32(int at) {
    return uint16(at) << 16 | uint16(at + 2);
  }
}
