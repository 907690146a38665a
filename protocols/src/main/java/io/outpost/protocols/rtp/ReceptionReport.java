package io.outpost.protocols.rtp;

/**
 * One report block of a sender or receiver report (RFC 3550 6.4.1).
 *
 * @param ssrc whose packets were received
 * @param fractionLost since the last report, in 1/256
 * @param cumulativeLost signed 24 bits: below zero where duplicates came
 * @param highestSequence cycles in the upper 16 bits, unsigned
 * @param jitterTicks in units of the clock rate, unsigned 32 bits
 * @param lastSenderReport the middle 32 bits of the last sender report's NTP timestamp, or 0
 * @param delaySinceLastSenderReport in 1/65536 seconds, or 0
 */
public record ReceptionReport(
    int ssrc,
    int fractionLost,
    int cumulativeLost,
    long highestSequence,
    long jitterTicks,
    long lastSenderReport,
    long delaySinceLastSenderReport) {}
