package io.outpost.agent.ingest;

/** What a stream is doing. */
public enum StreamState {
  /** A connection is being made, or waits for its turn to be made. */
  CONNECTING,
  /** Pictures arrive. */
  STREAMING,
  /** It failed, and is tried again after a pause. */
  WAITING,
  /** It was closed on this side. */
  CLOSED
}
