package io.outpost.agent.ingest;

/**
 * Who receives a stream. Called on the stream's event loop, which other cameras share: methods
 * return at once.
 */
public interface StreamListener {
  void onAccessUnit(AccessUnit unit);

  void onState(StreamStatus status);
}
