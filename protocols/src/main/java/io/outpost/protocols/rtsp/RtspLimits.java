package io.outpost.protocols.rtsp;

/** The most that is accepted from a peer. */
public final class RtspLimits {
  /** One start line or header line; the longest seen from a camera is about 700 bytes. */
  public static final int MAX_LINE_BYTES = 8 * 1024;

  /** Start line and all headers of one message. */
  public static final int MAX_HEADER_BYTES = 32 * 1024;

  public static final int MAX_HEADER_LINES = 128;

  /** One body; session descriptions of cameras stay under 4 KiB. */
  public static final int MAX_BODY_BYTES = 128 * 1024;

  /** Payload of an interleaved frame: its length field has 16 bits (RFC 2326 10.12). */
  public static final int MAX_FRAME_BYTES = 0xFFFF;

  /** Alternatives read from one Transport header, and parameters of each. */
  public static final int MAX_TRANSPORTS = 16;

  public static final int MAX_TRANSPORT_PARAMETERS = 32;

  /** Streams read from one RTP-Info header. */
  public static final int MAX_RTP_INFO_STREAMS = 16;

  /** Longest session timeout that is believed, in seconds. */
  public static final int MAX_SESSION_TIMEOUT_SECONDS = 3600;

  private RtspLimits() {}
}
