package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.Counted;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One body's stay in a lane, told under the number of the track that came in. */
final class Stay {
  private static final Optional<LaneEnd> MOVES = Optional.of(LaneEnd.MOVES);
  private static final Optional<LaneEnd> STANDS = Optional.of(LaneEnd.STANDS);

  /** How far a body may be from where it is expected when a new track takes over, box sizes. */
  private static final double TAKEOVER_SIZES = 0.5;

  /** And by how much more for each second it was out of sight. */
  private static final double TAKEOVER_SIZES_PER_SECOND = 0.5;

  /** How long a standing body is waited for after it was last seen; its ghost ends then. */
  static final long STANDING_WAIT_MICROS = 4_000_000;

  private final Lane lane;
  private final long eventTrack;
  private final long enteredMicros;
  private final Box enteredAt;
  private final Gait gait;
  private final Optional<Heading> heading;
  private final Optional<SpeedGauge> gauge;
  private ObjectClass objectClass;
  // Where and when it was last seen in the lane.
  private AnalysedPicture picture;
  private Box box;
  private double velocityX;
  private double velocityY;
  private boolean confirmed;
  private boolean began;
  private long countedMicros;
  private long toldMicros;
  private long restedMicros;

  Stay(Lane lane, Optional<GroundPlane> plane, Track track, AnalysedPicture picture) {
    this.lane = lane;
    this.eventTrack = track.id();
    this.enteredMicros = picture.mediaMicros();
    this.enteredAt = track.box();
    this.objectClass = track.objectClass();
    this.picture = picture;
    this.box = track.box();
    this.velocityX = track.velocityX();
    this.velocityY = track.velocityY();
    this.gait = new Gait(box, enteredMicros);
    this.gauge = plane.map(ground -> new SpeedGauge(ground, lane.terms().minimumSpeed()));
    this.heading = lane.terms().direction().map(arrow -> new Heading(arrow, box, enteredMicros));
  }

  void seen(Track track, AnalysedPicture now) {
    picture = now;
    restedMicros = 0;
    if (now.bodiesAsBefore()) {
      return; // It is there, but where exactly was not measured again.
    }
    box = track.box();
    velocityX = track.velocityX();
    velocityY = track.velocityY();
    gait.seen(box, lastMicros());
    heading.ifPresent(it -> it.seen(box, lastMicros(), (double) now.width() / now.height()));
    gauge.ifPresent(it -> it.seen(track.last().box(), lastMicros()));
    confirmed = confirmed || track.confirmed();
    if (!began) {
      objectClass = track.objectClass();
    }
  }

  /**
   * Whether the later stay, which began after this body was last seen, is of the same body. Where a
   * body stood, one detection is enough to know it again; elsewhere only a confirmed track is.
   */
  boolean continuesAs(Stay later) {
    long unseenMicros = later.enteredMicros - lastMicros() - restedMicros;
    if (!confirmed || unseenMicros <= 0 || unseenMicros > waitMicros()) {
      return false;
    }
    if (!standing() && !later.confirmed) {
      return false;
    }
    double seconds = unseenMicros / 1e6;
    double moved = standing() ? 0 : seconds;
    Box expected =
        new Box(
            box.x() + velocityX * moved, box.y() + velocityY * moved, box.width(), box.height());
    double allowed = TAKEOVER_SIZES + TAKEOVER_SIZES_PER_SECOND * moved;
    return Gait.near(later.enteredAt, expected, allowed);
  }

  /** Whether it keeps its place. */
  boolean standing() {
    return gait.still();
  }

  /** Nobody looked for a while, and nothing moved. */
  void rest(long micros) {
    restedMicros += micros;
    gait.rest(micros);
  }

  /** It was not looked for: it goes its way all the same. */
  void stay(long micros) {
    restedMicros += micros;
  }

  /** Of the time since {@link #lastMicros}, that in which nobody looked and nothing moved. */
  long restedMicros() {
    return restedMicros;
  }

  /** How long to wait for it to be seen again. */
  long waitMicros() {
    if (!confirmed) {
      return Tracker.TENTATIVE_LOST_MICROS;
    }
    return standing() ? STANDING_WAIT_MICROS : Tracker.LOST_MICROS;
  }

  /** How it moves; any while that is not known, or it is not believed yet. */
  Motion motion() {
    return confirmed ? gait.motion() : Motion.ANY;
  }

  ObjectClass objectClass() {
    return objectClass;
  }

  /** The track under whose number it is told. */
  long eventTrack() {
    return eventTrack;
  }

  boolean began() {
    return began;
  }

  /** Media time of the last picture that showed it in the lane. */
  long lastMicros() {
    return picture.mediaMicros();
  }

  long toldMicros() {
    return toldMicros;
  }

  /** Why it does not count now by the terms of its lane; empty if it does. */
  Optional<LaneEnd> uncounted() {
    if (heading.isPresent() && !heading.get().counts()) {
      return Optional.of(LaneEnd.TURNED);
    }
    if (lane.terms().minimumSpeed().isPresent() && !gauge.map(SpeedGauge::fast).orElse(false)) {
      return Optional.of(LaneEnd.SLOWS);
    }
    return switch (lane.terms().motion()) {
      case ANY -> Optional.empty();
      case STANDING -> gait.motion() == Motion.STANDING ? Optional.empty() : MOVES;
      case MOVING -> gait.motion() == Motion.MOVING ? Optional.empty() : STANDS;
    };
  }

  /** For how long it has counted, if it does; not longer than since then. */
  Duration counted(long notBeforeMicros) {
    return Duration.ofNanos((lastMicros() - countsSinceMicros(notBeforeMicros)) * 1000);
  }

  private long countsSinceMicros(long notBeforeMicros) {
    long since = Math.max(enteredMicros, notBeforeMicros);
    if (heading.isPresent()) {
      since = Math.max(since, heading.get().sinceMicros());
    }
    if (lane.terms().minimumSpeed().isPresent() && gauge.isPresent()) {
      since = Math.max(since, gauge.get().fastSinceMicros());
    }
    return lane.terms().motion() == Motion.ANY ? since : Math.max(since, gait.sinceMicros());
  }

  private Duration dwell() {
    return Duration.ofNanos((lastMicros() - enteredMicros) * 1000);
  }

  /** It begins, and has counted since it does, not longer than since then. */
  LaneOccupied begin(long notBeforeMicros, List<Image> images) {
    countedMicros = countsSinceMicros(notBeforeMicros);
    began = true;
    return tell(Phase.BEGAN, images, Optional.empty());
  }

  /** It goes on. */
  LaneOccupied update() {
    return tell(Phase.UPDATED, List.of(), Optional.empty());
  }

  /** It has left the lane. */
  LaneOccupied end() {
    return tell(Phase.ENDED, List.of(), Optional.empty());
  }

  /** It is in the lane, but no longer counts; it may again. */
  LaneOccupied end(LaneEnd reason) {
    LaneOccupied ended = tell(Phase.ENDED, List.of(), Optional.of(reason));
    began = false;
    return ended;
  }

  /** What is told of it now; times, box and dwell are those of when it was last seen. */
  private LaneOccupied tell(Phase phase, List<Image> images, Optional<LaneEnd> reason) {
    toldMicros = lastMicros();
    return new LaneOccupied(
        eventTrack,
        phase,
        lastMicros(),
        picture.captureTime(),
        box,
        picture.width(),
        picture.height(),
        lane.id(),
        objectClass,
        dwell(),
        images,
        lane.terms().equals(LaneTerms.NONE)
            ? Optional.empty()
            : Optional.of(
                new Counted(
                    Duration.ofNanos((lastMicros() - countedMicros) * 1000), lane.terms(), reason)),
        gauge.flatMap(it -> it.at(box)));
  }
}
