package io.outpost.protocols.rtp;

/** Takes one written packet. */
@FunctionalInterface
public interface PacketConsumer {
  /**
   * @param buffer lent for the time of the call
   * @param offset where the RTP header starts
   * @param length bytes of the whole packet
   */
  void accept(byte[] buffer, int offset, int length);
}
