package io.outpost.protocols.rtp;

/** Cuts coded pictures into RTP packets of one stream. Used by one thread. */
public interface Packetiser {
  /**
   * Writes one picture as packets; the last bears the marker.
   *
   * @param picture as {@link CodedPicture#data}
   * @param timestampTicks in units of 90 kHz; its low 32 bits go on the wire
   */
  void packetise(byte[] picture, long timestampTicks, PacketConsumer out);
}
