package io.outpost.agent.line;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.PresenceNoticed;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.time.CaptureTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a camera that detectors leave alone: that something moves, once, and that it does
 * no longer. Not thread-safe.
 */
final class PresenceReport {
  private @Nullable CaptureTime newest;
  private boolean begun;

  /** A picture came. */
  void seen(CaptureTime time) {
    newest = time;
  }

  /** What there is to tell now that something moves, or nothing does. */
  Optional<Observation> turn(boolean moves) {
    if (moves == begun || newest == null) {
      return Optional.empty();
    }
    begun = moves;
    return Optional.of(new PresenceNoticed(moves ? Phase.BEGAN : Phase.ENDED, newest));
  }
}
