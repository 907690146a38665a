package io.outpost.agent;

import io.outpost.agent.ingest.CameraClock;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import java.util.Optional;

/** A stream without a network: says and sends what the test does. */
final class FakePull implements SharedPull.Source {
  final StreamListener listener;
  Optional<CameraClock> clock = Optional.empty();
  boolean askedToClose;
  private StreamStatus status =
      new StreamStatus(StreamState.CONNECTING, Optional.empty(), Optional.empty());

  FakePull(StreamListener listener) {
    this.listener = listener;
  }

  static StreamStatus in(StreamState state) {
    return new StreamStatus(state, Optional.empty(), Optional.empty());
  }

  void become(StreamStatus next) {
    status = next;
    listener.onState(next);
  }

  @Override
  public StreamStatus status() {
    return status;
  }

  @Override
  public void correctBy(CameraClock wrong) {
    clock = Optional.of(wrong);
  }

  @Override
  public void close() {
    askedToClose = true;
  }
}
