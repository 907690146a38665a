package io.outpost.protocols.rtp;

/** What a receiver counts for its reports (RFC 3550 6.4.1, A.3, A.8). */
final class ReceptionStatistics {
  private static final int MAX_CUMULATIVE_LOST = 0x7F_FFFF;
  private static final int MIN_CUMULATIVE_LOST = -0x80_0000;

  private final int clockRate;

  private int ssrc;
  private long base;
  private long highest;
  private long received;
  private long expectedBefore;
  private long receivedBefore;

  private long receivedTotal;
  private long lostTotal;

  private boolean transitKnown;
  private long firstArrivalNanos;
  private int transit;

  /** Sixteen times the jitter, as in RFC 3550 A.8. */
  private long scaledJitter;

  private long lastReportNtp;
  private long lastReportNanos;
  private boolean reportKnown;

  ReceptionStatistics(int clockRate) {
    this.clockRate = clockRate;
  }

  void start(int newSsrc, long sequence) {
    if (newSsrc != ssrc) {
      reportKnown = false;
    }
    ssrc = newSsrc;
    base = sequence;
    highest = sequence;
    received = 0;
    expectedBefore = 0;
    receivedBefore = 0;
    transitKnown = false;
    scaledJitter = 0;
  }

  void onPacket(RtpPacket packet, long sequence) {
    received++;
    receivedTotal++;
    highest = Math.max(highest, sequence);
    if (!transitKnown) {
      firstArrivalNanos = packet.arrivalNanos;
    }
    long arrival = (packet.arrivalNanos - firstArrivalNanos) / 1_000 * clockRate / 1_000_000;
    int newTransit = (int) (arrival - packet.timestamp());
    if (transitKnown) {
      long difference = Math.abs((long) (newTransit - transit));
      scaledJitter += difference - ((scaledJitter + 8) >> 4);
    }
    transit = newTransit;
    transitKnown = true;
  }

  void onLost(int packets) {
    lostTotal += packets;
  }

  void onSenderReport(SenderReport report, long arrivalNanos) {
    reportKnown = true;
    lastReportNtp = report.ntpTimestamp();
    lastReportNanos = arrivalNanos;
  }

  ReceptionReport report(long nowNanos) {
    long expected = received == 0 ? 0 : highest - base + 1;
    long expectedNow = expected - expectedBefore;
    long lostNow = expectedNow - (received - receivedBefore);
    expectedBefore = expected;
    receivedBefore = received;
    int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) ((lostNow << 8) / expectedNow);
    long cumulative =
        Math.max(MIN_CUMULATIVE_LOST, Math.min(MAX_CUMULATIVE_LOST, expected - received));
    long delayNanos = Math.max(0, nowNanos - lastReportNanos);
    return new ReceptionReport(
        ssrc,
        Math.min(255, fraction),
        (int) cumulative,
        highest & 0xFFFF_FFFFL,
        jitterTicks(),
        reportKnown ? lastReportNtp >>> 16 & 0xFFFF_FFFFL : 0,
        reportKnown ? delayNanos / 1_000 * 65_536 / 1_000_000 & 0xFFFF_FFFFL : 0);
  }

  long lostPackets() {
    return lostTotal;
  }

  long receivedPackets() {
    return receivedTotal;
  }

  long jitterTicks() {
    return scaledJitter >> 4 & 0xFFFF_FFFFL;
  }
}
