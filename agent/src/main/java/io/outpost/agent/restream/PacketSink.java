package io.outpost.agent.restream;

/** Where the packets of one viewer go. Used on the viewer's event loop. */
interface PacketSink {
  /** What a packet carries. */
  enum Kind {
    RTP,
    RTCP
  }

  /**
   * A picture begins.
   *
   * @param sizeBytes of the coded picture
   */
  void begin(int sizeBytes);

  /** One packet; the bytes are lent for the time of the call. */
  void add(Kind kind, byte[] buffer, int offset, int length);

  /** The picture is complete: send what is still held. */
  void end();

  /** No more packets follow. */
  void close();
}
