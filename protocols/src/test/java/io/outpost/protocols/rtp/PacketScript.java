package io.outpost.protocols.rtp;

/**
 * Reads fuzzed bytes as a script of RTP packets, so that the fuzzer need not find out sequence
 * numbers and timestamps.
 *
 * <pre>
 *   7   6   5   4   3   2   1   0
 * +---+---+---+---+---+---+---+---+-----------------+-------------
 * | lost  |   unused  | L | T | M | length, 1 or 2  | payload ...
 * +---+---+---+---+---+---+---+---+-----------------+-------------
 * </pre>
 *
 * <p>M: marker. T: a new timestamp. L: the length has two bytes. Lost: packets missing before this
 * one.
 */
public final class PacketScript {
  private static final int MARKER = 0x01;
  private static final int NEW_TIMESTAMP = 0x02;
  private static final int LONG = 0x04;
  private static final int TICKS = 3_600;

  private final byte[] script;
  private int at;
  private int sequence = 65_500;
  private long timestamp = 1_000;
  private int lost;
  private int packets;

  public PacketScript(byte[] script, int start) {
    this.script = script;
    this.at = Math.min(start, script.length);
  }

  /** The next packet, whole; empty at the end. */
  public byte[] next() {
    if (at + 2 > script.length) {
      return new byte[0];
    }
    int control = script[at++] & 0xFF;
    int length = script[at++] & 0xFF;
    if ((control & LONG) != 0 && at < script.length) {
      length = length << 8 | (script[at++] & 0xFF);
    }
    length = Math.min(length, script.length - at);
    lost += packets == 0 ? 0 : control >> 6;
    sequence += control >> 6;
    timestamp += (control & NEW_TIMESTAMP) != 0 ? TICKS : 0;
    byte[] packet = new byte[RtpWriter.HEADER_BYTES + length];
    new RtpWriter(96, 1, sequence)
        .writeHeader(packet, packet.length, timestamp, (control & MARKER) != 0);
    System.arraycopy(script, at, packet, RtpWriter.HEADER_BYTES, length);
    at += length;
    sequence++;
    packets++;
    return packet;
  }

  /** Packets lost between those given out so far. */
  public int lost() {
    return lost;
  }

  /** Packets given out so far. */
  public int packets() {
    return packets;
  }

  /** The script of one packet, for seeds. */
  public static byte[] of(boolean marker, boolean newTimestamp, int lost, byte[] payload) {
    byte[] script = new byte[3 + payload.length];
    script[0] =
        (byte) ((marker ? MARKER : 0) | (newTimestamp ? NEW_TIMESTAMP : 0) | LONG | lost << 6);
    script[1] = (byte) (payload.length >> 8);
    script[2] = (byte) payload.length;
    System.arraycopy(payload, 0, script, 3, payload.length);
    return script;
  }
}
