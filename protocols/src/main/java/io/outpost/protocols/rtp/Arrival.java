package io.outpost.protocols.rtp;

/** What {@link RtpReceiver#offer} did with a packet. */
public enum Arrival {
  /** Taken; {@link RtpReceiver#poll} gives it out when its turn comes. */
  ACCEPTED,
  /** Had come already; dropped. */
  DUPLICATE,
  /** Came after it had been given up as lost; dropped. */
  LATE
}
