package io.outpost.protocols.rtp;

import java.util.List;

/**
 * RFC 3550 6.4.2.
 *
 * @param reports at most 31
 */
public record ReceiverReport(int ssrc, List<ReceptionReport> reports) implements RtcpPacket {
  static final int MAX_REPORTS = 31;

  public ReceiverReport {
    reports = List.copyOf(reports);
    if (reports.size() > MAX_REPORTS) {
      throw new IllegalArgumentException("more than 31 reports: " + reports.size());
    }
  }
}
