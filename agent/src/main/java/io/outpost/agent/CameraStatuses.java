package io.outpost.agent;

import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says in the console's words how a camera is doing. */
final class CameraStatuses {
  private CameraStatuses() {}

  static CameraStatus initial(String camera, Instant now) {
    return new CameraStatus(
        camera,
        "connecting",
        now,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty());
  }

  /** A change of state; a camera that is tried again in vain does not count as changed. */
  static CameraStatus next(CameraStatus status, StreamStatus stream, Instant now) {
    String state = stream.state().name().toLowerCase(Locale.ROOT);
    Optional<String> message = stream.failure().map(StreamFailure::message);
    boolean still =
        state.equals(status.state()) || (message.isPresent() && message.equals(status.message()));
    return new CameraStatus(
        status.id(),
        state,
        still ? status.since() : now,
        stream.failure().map(failure -> failure.reason().label()),
        message,
        OptionalDouble.empty(),
        status.lastEvent());
  }

  static CameraStatus withRate(CameraStatus status, OptionalDouble picturesPerSecond) {
    return new CameraStatus(
        status.id(),
        status.state(),
        status.since(),
        status.reason(),
        status.message(),
        picturesPerSecond,
        status.lastEvent());
  }

  static CameraStatus withEvent(CameraStatus status, Instant event) {
    return new CameraStatus(
        status.id(),
        status.state(),
        status.since(),
        status.reason(),
        status.message(),
        status.framesPerSecond(),
        Optional.of(event));
  }
}
