package io.outpost.protocols.rtp;

/** One packet of an RTCP compound (RFC 3550 6). */
public sealed interface RtcpPacket
    permits SenderReport, ReceiverReport, SourceDescription, Goodbye {
  /** Who sent it, or in a source description, whom it describes. */
  int ssrc();
}
