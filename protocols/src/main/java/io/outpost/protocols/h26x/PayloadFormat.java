package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/** How the NAL units of one codec stand in RTP payloads. */
interface PayloadFormat {
  /** Takes the NAL units, or the fragment of one, out of a payload of at least one byte. */
  void take(byte[] bytes, int offset, int length) throws ProtocolException;
}
