package io.outpost.agent.testing;

import io.outpost.agent.ingest.CameraClock;
import io.outpost.agent.ingest.SharedPull;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import java.util.Optional;

/** A stream without a network: says and sends what the test does. */
public final class FakePull implements SharedPull.Source {
  private final StreamListener listener;
  private Optional<CameraClock> clock = Optional.empty();
  private boolean askedToClose;
  private StreamStatus status =
      new StreamStatus(StreamState.CONNECTING, Optional.empty(), Optional.empty());

  public FakePull(StreamListener listener) {
    this.listener = listener;
  }

  public static StreamStatus in(StreamState state) {
    return new StreamStatus(state, Optional.empty(), Optional.empty());
  }

  public void become(StreamStatus next) {
    status = next;
    listener.onState(next);
  }

  /** Who hears it. */
  public StreamListener listener() {
    return listener;
  }

  /** What capture times are corrected by. */
  public Optional<CameraClock> clock() {
    return clock;
  }

  public boolean askedToClose() {
    return askedToClose;
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
