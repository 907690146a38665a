package io.outpost.agent.console;

import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says in the console's words how a camera is doing. */
public final class CameraStatuses {
  private CameraStatuses() {}

  public static CameraStatus initial(String camera, Instant now) {
    return new CameraStatus(
        camera,
        "connecting",
        now,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Of a camera that does not run, because its file names a detector that is not there. */
  public static CameraStatus refused(String camera, Instant since, String message) {
    return new CameraStatus(
        camera,
        "refused",
        since,
        Optional.of("detector"),
        Optional.of(message),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A change of state; a camera that is tried again in vain does not count as changed. */
  public static CameraStatus next(CameraStatus status, StreamStatus stream, Instant now) {
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
        status.lastEvent(),
        status.mainStream());
  }

  public static CameraStatus withRate(CameraStatus status, OptionalDouble picturesPerSecond) {
    return with(status, picturesPerSecond, status.lastEvent(), status.mainStream());
  }

  public static CameraStatus withEvent(CameraStatus status, Instant event) {
    return with(status, status.framesPerSecond(), Optional.of(event), status.mainStream());
  }

  public static CameraStatus withMainStream(CameraStatus status, MainStreamStatus main) {
    return with(status, status.framesPerSecond(), status.lastEvent(), Optional.of(main));
  }

  private static CameraStatus with(
      CameraStatus status,
      OptionalDouble picturesPerSecond,
      Optional<Instant> event,
      Optional<MainStreamStatus> main) {
    return new CameraStatus(
        status.id(),
        status.state(),
        status.since(),
        status.reason(),
        status.message(),
        picturesPerSecond,
        event,
        main);
  }

  /**
   * @param stream empty while it is only about to be pulled
   */
  public static MainStreamStatus mainStream(Optional<StreamStatus> stream) {
    StreamStatus known =
        stream.orElse(new StreamStatus(StreamState.CONNECTING, Optional.empty(), Optional.empty()));
    return new MainStreamStatus(
        known.state().name().toLowerCase(Locale.ROOT),
        known.failure().map(failure -> failure.reason().label()),
        known.failure().map(StreamFailure::message));
  }
}
