package io.outpost.agent.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a camera is doing.
 *
 * @param state in one word, such as {@code streaming}; {@code refused} when its file cannot be used
 * @param since when it came into this state
 * @param reason why it does not stream, in one word, as in metrics and logs
 * @param message the same in one line without credentials, with what to do
 * @param framesPerSecond coded pictures that arrive
 * @param lastEvent capture time of its latest event
 * @param mainStream where it is pulled for stills beside the analysed one
 * @param detectors what looks at it, as far as anything is asked for
 */
public record CameraStatus(
    String id,
    String state,
    Instant since,
    Optional<String> reason,
    Optional<String> message,
    OptionalDouble framesPerSecond,
    Optional<Instant> lastEvent,
    Optional<MainStreamStatus> mainStream,
    List<DetectorStatus> detectors) {
  public CameraStatus {
    detectors = List.copyOf(detectors);
  }

  /** Of a camera of whose detectors nothing is known yet. */
  public CameraStatus(
      String id,
      String state,
      Instant since,
      Optional<String> reason,
      Optional<String> message,
      OptionalDouble framesPerSecond,
      Optional<Instant> lastEvent,
      Optional<MainStreamStatus> mainStream) {
    this(id, state, since, reason, message, framesPerSecond, lastEvent, mainStream, List.of());
  }

  /** The same, looked at with these. */
  public CameraStatus with(List<DetectorStatus> now) {
    return new CameraStatus(
        id, state, since, reason, message, framesPerSecond, lastEvent, mainStream, now);
  }
}
