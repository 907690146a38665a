package io.outpost.protocols.rtsp;

/** How RTP packets travel. */
public enum LowerTransport {
  /** Interleaved with RTSP on its own connection (RFC 2326 10.12). */
  TCP,
  /** Unicast datagrams on a pair of ports. */
  UDP,
  /** Datagrams to a group that several receivers share. */
  MULTICAST
}
