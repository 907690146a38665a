package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.vision.Detection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A track of a face with its passing, which is not told, or told no more, where the face is a
 * print.
 */
final class FollowedFace {
  private final long track;
  private final Supplier<Passing> passings;
  private final Stillness stillness;
  private Passing passing;
  private boolean muted;

  /**
   * @param passings makes the passing, and another one should what was taken for a print move
   */
  FollowedFace(long track, Supplier<Passing> passings, Stillness stillness) {
    this.track = track;
    this.passings = passings;
    this.stillness = stillness;
    this.passing = passings.get();
  }

  void look(Scene scene, Detection face) {
    stillness.seen(face, scene.picture().mediaMicros());
    if (muted && stillness.alive()) {
      muted = false;
      passing = passings.get();
    }
    if (!muted) {
      passing.look(scene, face);
    }
  }

  /** What is to be told now, if anything. */
  Optional<FaceCaptured> tell(long nowMicros) {
    if (muted || stillness.repeated()) {
      return Optional.empty();
    }
    if (stillness.fixed() && passing.began()) {
      muted = true;
      return passing.end(track);
    }
    return told(passing.tell(track, nowMicros));
  }

  /** The face has gone. */
  Optional<FaceCaptured> end() {
    muted |= stillness.repeated() && passing.hasShot();
    return muted ? Optional.empty() : told(passing.end(track));
  }

  private Optional<FaceCaptured> told(Optional<FaceCaptured> observation) {
    observation.ifPresent(any -> stillness.told());
    return observation;
  }

  /** Whether it is told no more, or was not at all. */
  boolean muted() {
    return muted;
  }
}
