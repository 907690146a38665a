package io.outpost.agent.restream;

import io.outpost.protocols.rtp.Rtcp;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.SenderReport;
import io.outpost.protocols.rtp.SourceDescription;
import java.time.Instant;
import java.util.List;

/** Tells viewers when a picture was taken (RFC 3550 6.4.1). */
final class SenderReports {
  private static final String CNAME = "outpost";

  private SenderReports() {}

  /** A compound of a report and a source description. */
  static byte[] of(RtpWriter writer, Instant captured, long timestampTicks) {
    SenderReport report =
        new SenderReport(
            writer.ssrc(),
            SenderReport.ntpTimestamp(captured),
            timestampTicks & 0xFFFF_FFFFL,
            writer.packetCount(),
            writer.payloadBytes());
    return Rtcp.write(List.of(report, new SourceDescription(writer.ssrc(), CNAME)));
  }
}
