package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.OnGround;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether and since when one body counts by the terms of its lane: by how it moves, which way and
 * how fast.
 */
final class Counting {
  private static final Optional<LaneEnd> MOVES = Optional.of(LaneEnd.MOVES);
  private static final Optional<LaneEnd> STANDS = Optional.of(LaneEnd.STANDS);

  private final LaneTerms terms;
  private final Gait gait;
  private final Optional<Heading> heading;
  private final Optional<SpeedGauge> gauge;

  /**
   * @param gait of the body, which the stay shows each picture
   * @param box where the body is first seen, as is the media time
   */
  Counting(LaneTerms terms, Optional<GroundPlane> plane, Gait gait, Box box, long micros) {
    this.terms = terms;
    this.gait = gait;
    this.gauge = plane.map(ground -> new SpeedGauge(ground, terms.minimumSpeed()));
    this.heading = terms.direction().map(arrow -> new Heading(arrow, box, micros));
  }

  /** It has gone the way that counts since then, if one does. */
  void headed(long sinceMicros) {
    heading.ifPresent(it -> it.counted(sinceMicros));
  }

  /** Since when it goes the way that counts; empty where none does, or it does not. */
  OptionalLong headedMicros() {
    return heading.isPresent() && heading.get().counts()
        ? OptionalLong.of(heading.get().sinceMicros())
        : OptionalLong.empty();
  }

  void seen(Track track, AnalysedPicture now) {
    double aspect = (double) now.width() / now.height();
    heading.ifPresent(it -> it.seen(track.box(), now.mediaMicros(), aspect));
    gauge.ifPresent(it -> it.seen(track.last().box(), now.mediaMicros()));
  }

  /** Media time goes on from elsewhere. */
  void shift(long micros) {
    heading.ifPresent(it -> it.shift(micros));
    gauge.ifPresent(SpeedGauge::forget);
  }

  /** Why it does not count now; empty if it does. */
  Optional<LaneEnd> end() {
    if (heading.isPresent() && !heading.get().counts()) {
      return Optional.of(LaneEnd.TURNED);
    }
    if (terms.minimumSpeed().isPresent() && !gauge.map(SpeedGauge::fast).orElse(false)) {
      return Optional.of(LaneEnd.SLOWS);
    }
    return switch (terms.motion()) {
      case ANY -> Optional.empty();
      case STANDING -> gait.motion() == Motion.STANDING ? Optional.empty() : MOVES;
      case MOVING -> gait.motion() == Motion.MOVING ? Optional.empty() : STANDS;
    };
  }

  /** Since when it counts, if it does; not longer than since then. */
  long sinceMicros(long notBeforeMicros) {
    long since = notBeforeMicros;
    if (heading.isPresent()) {
      since = Math.max(since, heading.get().sinceMicros());
    }
    if (terms.minimumSpeed().isPresent() && gauge.isPresent()) {
      since = Math.max(since, gauge.get().fastSinceMicros());
    }
    return terms.motion() == Motion.ANY ? since : Math.max(since, gait.sinceMicros());
  }

  /** Where it is on the ground and how fast, where that is known. */
  Optional<OnGround> onGround(Box box) {
    return gauge.flatMap(it -> it.at(box));
  }
}
