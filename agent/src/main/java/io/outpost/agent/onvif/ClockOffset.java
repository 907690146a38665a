package io.outpost.agent.onvif;

import io.outpost.protocols.onvif.SystemDateAndTime;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a camera's clock is ahead of this machine's.
 *
 * @param offset negative when it is behind
 * @param error how far the offset may be off: a camera tells whole seconds, some time between
 *     question and answer
 */
public record ClockOffset(Duration offset, Duration error) {
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  /**
   * From one question.
   *
   * @param asked and {@code answered} by this machine's clock
   */
  static ClockOffset of(SystemDateAndTime camera, Instant asked, Instant answered) {
    Duration halfTrip = Duration.between(asked, answered).dividedBy(2);
    // The fraction that the camera left out is half a second on average.
    Instant told = camera.instant().plus(HALF_A_SECOND);
    return new ClockOffset(
        Duration.between(asked.plus(halfTrip), told), HALF_A_SECOND.plus(halfTrip));
  }

  /** What the camera's clock shows now. */
  Instant cameraTime(Instant now) {
    return now.plus(offset);
  }
}
