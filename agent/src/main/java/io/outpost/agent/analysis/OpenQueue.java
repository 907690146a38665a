package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.CongestionNoticed;
import io.outpost.agent.time.CaptureTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A queue that has not ended, as it must be known to go on after the agent was away.
 *
 * @param group that it stands in
 * @param lanes of the group
 * @param duration for how long it had stood when it was last seen
 * @param standing bodies in it then
 * @param mediaMicros of the picture that showed it last, as is the capture time
 */
public record OpenQueue(
    String group,
    List<String> lanes,
    Duration duration,
    int standing,
    long mediaMicros,
    CaptureTime captureTime) {
  public OpenQueue {
    lanes = List.copyOf(lanes);
  }

  /** Its end, where nobody saw it. */
  CongestionNoticed ended() {
    return new CongestionNoticed(
        group,
        lanes,
        Phase.ENDED,
        mediaMicros,
        captureTime,
        standing,
        duration,
        List.of(),
        Optional.of(LaneEnd.UNWATCHED));
  }
}
