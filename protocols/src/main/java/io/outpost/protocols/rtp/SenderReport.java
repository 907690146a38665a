package io.outpost.protocols.rtp;

import java.time.Instant;

/**
 * The sender information of an RTCP sender report (RFC 3550 6.4.1). Its report blocks are not kept:
 * who sends us media receives none from us.
 *
 * @param ssrc whose report it is
 * @param ntpTimestamp 64 bits on the wire: seconds since 1900 and a binary fraction
 * @param rtpTimestamp the same instant on the RTP timestamp's 32 bits, unsigned
 * @param packetCount sent so far, unsigned 32 bits
 * @param payloadBytes sent so far, unsigned 32 bits
 */
public record SenderReport(
    int ssrc, long ntpTimestamp, long rtpTimestamp, long packetCount, long payloadBytes)
    implements RtcpPacket {
  /** From 1900, where NTP counts, to 1970. */
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  /** The NTP timestamp, read in the era (RFC 5905 6) that starts in 1968 and ends in 2104. */
  public Instant instant() {
    long seconds = ntpTimestamp >>> 32;
    if (seconds < 0x8000_0000L) {
      seconds += 1L << 32;
    }
    long nanos = ((ntpTimestamp & 0xFFFF_FFFFL) * 1_000_000_000L) >>> 32;
    return Instant.ofEpochSecond(seconds - SECONDS_1900_TO_1970, nanos);
  }

  /** Whether the sender has no wall clock: RFC 3550 6.4.1 has it send zeros then. */
  public boolean isUnset() {
    return ntpTimestamp == 0;
  }

  /** The 64-bit NTP timestamp of {@code instant}. */
  public static long ntpTimestamp(Instant instant) {
    long fraction = ((long) instant.getNano() << 32) / 1_000_000_000L;
    return (instant.getEpochSecond() + SECONDS_1900_TO_1970) << 32 | fraction;
  }
}
