package io.outpost.protocols.rtp;

/** What {@link RtpReceiver#offer} did with a packet. A metric's {@code reason}. */
public enum Arrival {
  /** Taken; {@link RtpReceiver#poll} gives it out when its turn comes. */
  ACCEPTED,
  /** As {@link #ACCEPTED}, though packets behind it came before. */
  REORDERED,
  /** Had come already; dropped. */
  DUPLICATE,
  /** Came after it had been given up as lost; dropped. */
  LATE,
  /** Its number is far from the others', and none behind it has said so too; dropped. */
  STRAY;

  /** Whether it is given out. */
  public boolean isTaken() {
    return this == ACCEPTED || this == REORDERED;
  }
}
