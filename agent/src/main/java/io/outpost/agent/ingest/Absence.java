package io.outpost.agent.ingest;

/** Why a stream has no usable picture of a moment. */
public enum Absence {
  /** It has not arrived. */
  NOT_YET,
  /**
   * It has left the buffer, or was never in it: the stream began later, or the bytes were short.
   */
  NOT_KEPT,
  /** The two streams' capture times are known in different ways, and cannot be compared. */
  TIME_SOURCE,
  /** The nearest is too far from it: pictures between were lost, or few come. */
  GAP,
  /** Packets are missing between the key picture and this one. */
  LOSSY
}
