package io.outpost.agent.vision;

import io.outpost.agent.vision.wire.DropModel;
import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.util.Optional;

/** Has a worker close a detector, unless somebody wants it again by then. */
final class DropCall implements Call {
  private final String id;
  private final ChosenDetectors detectors;

  DropCall(String id, ChosenDetectors detectors) {
    this.id = id;
    this.detectors = detectors;
  }

  @Override
  public Optional<Suspect> suspect() {
    return Optional.empty();
  }

  @Override
  public Optional<Request.Builder> request(long generation) {
    return detectors.holds(id)
        ? Optional.empty()
        : Optional.of(Request.newBuilder().setDropModel(DropModel.newBuilder().setId(id)));
  }

  @Override
  public void answer(Response response) {}

  /** A worker that is gone holds nothing. */
  @Override
  public void fail(IOException reason) {}
}
