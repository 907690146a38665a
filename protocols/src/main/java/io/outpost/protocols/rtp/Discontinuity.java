package io.outpost.protocols.rtp;

/** Why a packet does not go on where the one before it ended. A metric's {@code reason}. */
public enum Discontinuity {
  NONE,
  /** Another sender, or the same one restarted (RFC 3550 8). */
  SSRC_CHANGED,
  /** The sequence number is too far from the last one to be loss (RFC 3550 A.1). */
  SEQUENCE_JUMPED,
  /** The timestamp went ahead by seconds that did not pass: the camera's clock was set. */
  TIMESTAMP_JUMPED_FORWARD,
  /** The timestamp went back by seconds. */
  TIMESTAMP_JUMPED_BACKWARD
}
