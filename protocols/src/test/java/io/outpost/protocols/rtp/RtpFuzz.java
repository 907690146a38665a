package io.outpost.protocols.rtp;

import io.outpost.protocols.FuzzTarget;
import io.outpost.protocols.ProtocolException;
import java.util.List;

/** RTP headers, reordering and RTCP under arbitrary bytes. */
class RtpFuzz {
  private static final int HELD = RtpReceiver.MAX_REORDERED_PACKETS;

  /** Whole packets one behind the other, each behind its length in one byte. */
  @FuzzTarget
  void rtp(byte[] data) {
    Receiving tcp = new Receiving(RtpReceiver.inOrder(90_000));
    Receiving udp = new Receiving(RtpReceiver.reordering(90_000));
    RtpPacket packet = new RtpPacket();
    int at = 0;
    long nanos = 0;
    while (at < data.length) {
      int length = Math.min(data[at] & 0xFF, data.length - at - 1);
      nanos += length * 1_000_000L;
      try {
        packet.wrap(data, at + 1, length);
        checkRegion(packet, at + 1, length);
        tcp.take(packet, nanos);
        packet.wrap(data, at + 1, length);
        udp.take(packet, nanos);
      } catch (ProtocolException expected) {
        // Not an RTP packet: the next may be one.
      }
      at += 1 + length;
    }
    udp.finish();
    check(tcp.receiver.lostPackets() >= 0, "a negative loss");
  }

  private static void checkRegion(RtpPacket packet, int start, int length) {
    int payloadEnd = packet.payloadOffset() + packet.payloadLength();
    check(packet.payloadLength() >= 0, "a negative payload");
    check(packet.payloadOffset() >= start + 12 && payloadEnd <= start + length, "payload outside");
    int extensionEnd = packet.extensionOffset() + packet.extensionLength();
    check(extensionEnd <= packet.payloadOffset(), "an extension inside the payload");
  }

  /** Checks that packets come in order, with every gap told. */
  private static final class Receiving {
    private final RtpReceiver receiver;
    private int expected = -1;
    private long offered;
    private long polled;
    private long restarts;

    Receiving(RtpReceiver receiver) {
      this.receiver = receiver;
    }

    void take(RtpPacket packet, long nanos) {
      Arrival arrival = receiver.offer(packet, nanos);
      offered += arrival.isTaken() ? 1 : 0;
      poll(nanos);
      ReceptionReport report = receiver.receptionReport(nanos);
      check(report.fractionLost() >= 0 && report.fractionLost() <= 255, "a wrong fraction");
    }

    void finish() {
      poll(Long.MAX_VALUE / 2);
      check(polled <= offered, "more packets out than in");
      check(restarts > 0 || polled == offered, "packets kept back");
    }

    private void poll(long nanos) {
      for (RtpPacket next = receiver.poll(nanos); next != null; next = receiver.poll(nanos)) {
        polled++;
        boolean restarted =
            next.discontinuity() == Discontinuity.SSRC_CHANGED
                || next.discontinuity() == Discontinuity.SEQUENCE_JUMPED;
        restarts += restarted ? 1 : 0;
        check(!restarted || next.lostBefore() > 0, "a restart without a loss");
        if (expected >= 0 && !restarted) {
          int sequence = (expected + next.lostBefore()) & 0xFFFF;
          check(next.sequence() == sequence, "a gap that was not told");
        }
        expected = (next.sequence() + 1) & 0xFFFF;
        check(next.lostBefore() <= RtpReceiver.MAX_DROPOUT + HELD, "a loss beyond a restart");
      }
    }
  }

  @FuzzTarget
  void rtcp(byte[] data) {
    List<RtcpPacket> packets;
    try {
      packets = Rtcp.parse(data, 0, data.length);
    } catch (ProtocolException expected) {
      return;
    }
    check(packets.size() <= Rtcp.MAX_PACKETS, "too many packets");
    byte[] written = Rtcp.write(packets);
    try {
      check(Rtcp.parse(written, 0, written.length).equals(packets), "packets read back changed");
    } catch (ProtocolException error) {
      throw new AssertionError("what was written cannot be read", error);
    }
    SenderReportClock clock = new SenderReportClock(90_000);
    for (RtcpPacket packet : packets) {
      if (packet instanceof SenderReport report) {
        clock.onSenderReport(report, report.rtpTimestamp(), report.instant());
        clock.captureInstant(report.rtpTimestamp() + 1);
      }
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
