package io.outpost.protocols.rtp;

import io.outpost.protocols.ProtocolException;

/**
 * Puts coded pictures together from the RTP payloads of one stream. Used by one thread.
 *
 * <p>Packets come in the order, and with the loss and the unwrapped timestamp, that {@link
 * RtpReceiver#poll} gives them: the receiver tells a loss as {@link RtpPacket#lostBefore} of the
 * packet behind it. A picture with a hole is dropped, which {@link PictureConsumer#onDropped}
 * hears, and the loss is told with the next picture.
 */
public interface Depacketiser {
  /**
   * Takes one packet and gives out each picture that it completes: none, mostly; one, at the end of
   * a picture; two where a packet ends a picture by its timestamp and is a whole one itself. Where
   * the end cannot be told from the picture's own packets, it is held until the next one begins: so
   * are the first few, and all of cameras whose marker bit means something else.
   *
   * @param packet lent for the time of the call
   * @throws ProtocolException if the payload is broken. The caller counts it and goes on: the
   *     picture it belonged to is dropped, the stream is not harmed.
   */
  void push(RtpPacket packet, PictureConsumer out) throws ProtocolException;

  /**
   * Whether the stream itself has brought parameter sets so far. Where they stand in the session
   * description alone, who joins late or records cannot decode without it.
   */
  default boolean parameterSetsInBand() {
    return false;
  }
}
