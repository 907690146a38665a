package io.outpost.agent.line;

/** Why access units were not analysed; a metric's label. */
enum DropReason {
  /** The box does not keep up. */
  OVERLOAD,
  /** Coded pictures of all cameras take as much memory as they may. */
  MEMORY,
  /** Something before was dropped, and decoding can only start at the next key picture. */
  AWAITING_KEY,
  /** The vision worker died or refused the stream. */
  WORKER_LOST,
  /** The stream broke while they waited. */
  STREAM_LOST,
  /** The camera was turned while they waited, and they show where it looked before. */
  TURNED,
  /** The agent stops. */
  CLOSED
}
