package io.outpost.protocols.rtp;

/** Why a picture was given up before it was whole. A metric's {@code reason}. */
public enum PictureDrop {
  /** Packets of it are missing: lost, or sent before the stream was joined. */
  INCOMPLETE,
  /** Its packets contradict the payload format. */
  MALFORMED,
  /** Its parameter sets are missing, broken or beyond the limits. */
  UNDECODABLE
}
