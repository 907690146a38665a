package io.outpost.protocols.rtp;

/**
 * Numbers and counts the packets of one sent stream and writes their headers (RFC 3550 5.1). What
 * its sender reports need is kept here.
 */
public final class RtpWriter {
  /** Where a payload starts in a packet this class heads. */
  public static final int HEADER_BYTES = RtpPacket.FIXED_HEADER_BYTES;

  private final int payloadType;
  private final int ssrc;
  private int nextSequence;
  private long packetCount;
  private long payloadBytes;

  /**
   * @param payloadType 0 to 127
   * @param firstSequence 0 to 65535
   */
  public RtpWriter(int payloadType, int ssrc, int firstSequence) {
    if (payloadType < 0 || payloadType > 127) {
      throw new IllegalArgumentException("payload type is not 0 to 127: " + payloadType);
    }
    this.payloadType = payloadType;
    this.ssrc = ssrc;
    this.nextSequence = firstSequence & 0xFFFF;
  }

  /** Heads the payload that stands in {@code packet} from {@link #HEADER_BYTES} on. */
  public void writeHeader(byte[] packet, int sizeBytes, long timestampTicks, boolean marker) {
    packet[0] = (byte) 0x80;
    packet[1] = (byte) (payloadType | (marker ? 0x80 : 0));
    packet[2] = (byte) (nextSequence >> 8);
    packet[3] = (byte) nextSequence;
    writeInt(packet, 4, (int) timestampTicks);
    writeInt(packet, 8, ssrc);
    nextSequence = (nextSequence + 1) & 0xFFFF;
    packetCount++;
    payloadBytes += sizeBytes - HEADER_BYTES;
  }

  private static void writeInt(byte[] to, int at, int value) {
    to[at] = (byte) (value >> 24);
    to[at + 1] = (byte) (value >> 16);
    to[at + 2] = (byte) (value >> 8);
    to[at + 3] = (byte) value;
  }

  public int ssrc() {
    return ssrc;
  }

  /** What the next packet will bear; RTP-Info's {@code seq}. */
  public int nextSequence() {
    return nextSequence;
  }

  public long packetCount() {
    return packetCount;
  }

  /** Payload bytes sent, as {@code sender's octet count}. */
  public long payloadBytes() {
    return payloadBytes;
  }
}
