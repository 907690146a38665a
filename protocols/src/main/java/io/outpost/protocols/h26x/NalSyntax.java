package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.VideoCodec;

/**
 * What differs between H.264 and H.265 once NAL units are out of their packets. Holds the parameter
 * sets of the stream. {@code offset} is that of a NAL header.
 */
interface NalSyntax {
  VideoCodec codec();

  /** Bytes of a NAL unit's header. */
  int headerBytes();

  NalKind kind(byte[] bytes, int offset, int length);

  /** Whether a picture with this slice can be decoded without another. */
  boolean isKey(byte[] bytes, int offset);

  /**
   * Keeps a parameter set in place of the one with its id.
   *
   * @throws ProtocolException if it is broken, or promises pictures beyond the limits; the one it
   *     was to replace is gone then
   */
  void store(byte[] bytes, int offset, int length) throws ProtocolException;

  /** Whether the parameter set in use was replaced by one that is broken or beyond the limits. */
  boolean isRefused();

  /** Whether a parameter set came that was not yet written in front of a picture. */
  boolean hasChanged();

  /**
   * Looks up the parameter sets of a picture by its first slice.
   *
   * @throws ProtocolException if they have not come
   */
  void activate(byte[] bytes, int offset, int length) throws ProtocolException;

  /** Of the parameter set that {@link #activate} found last; 0 before. */
  int width();

  int height();

  /** Bytes that {@link #writeParameterSets} needs. */
  int parameterSetBytes();

  /** Writes all parameter sets behind start codes to the start of {@code target}, which is zero. */
  void writeParameterSets(byte[] target);
}
