package io.outpost.agent.analysis;

import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import java.time.Duration;
import java.util.List;

/** One body's stay in a lane, told under the number of the track that came in. */
final class Stay {
  /** A body that has not moved farther than this in box sizes ... */
  private static final double STANDING_SIZES = 0.3;

  /** ... for this long stands. Its speed would not tell: boxes of standing bodies tremble. */
  private static final long STANDING_MICROS = 600_000;

  /** How far a body may be from where it is expected when a new track takes over, box sizes. */
  private static final double TAKEOVER_SIZES = 0.5;

  /** And by how much more for each second it was out of sight. */
  private static final double TAKEOVER_SIZES_PER_SECOND = 0.5;

  /** How long a standing body is waited for after it was last seen; its ghost ends then. */
  static final long STANDING_WAIT_MICROS = 4_000_000;

  private final String lane;
  private final long eventTrack;
  private final long enteredMicros;
  private final Box enteredAt;
  private ObjectClass objectClass;
  // Where and when it was last seen in the lane.
  private AnalysedPicture picture;
  private Box box;
  private double velocityX;
  private double velocityY;
  // Where it has been since, give or take.
  private Box rest;
  private long restMicros;
  private boolean confirmed;
  private boolean began;
  private long toldMicros;
  private long restedMicros;

  Stay(String lane, Track track, AnalysedPicture picture) {
    this.lane = lane;
    this.eventTrack = track.id();
    this.enteredMicros = picture.mediaMicros();
    this.enteredAt = track.box();
    this.objectClass = track.objectClass();
    this.picture = picture;
    this.box = track.box();
    this.velocityX = track.velocityX();
    this.velocityY = track.velocityY();
    this.rest = box;
    this.restMicros = enteredMicros;
  }

  void seen(Track track, AnalysedPicture now) {
    picture = now;
    restedMicros = 0;
    box = track.box();
    velocityX = track.velocityX();
    velocityY = track.velocityY();
    if (!near(box, rest, STANDING_SIZES)) {
      rest = box;
      restMicros = lastMicros();
    }
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
    return near(later.enteredAt, expected, allowed);
  }

  private static boolean near(Box a, Box b, double sizes) {
    return Math.abs(a.centerX() - b.centerX()) <= sizes * Math.max(a.width(), b.width())
        && Math.abs(a.centerY() - b.centerY()) <= sizes * Math.max(a.height(), b.height());
  }

  boolean standing() {
    return lastMicros() - restMicros >= STANDING_MICROS;
  }

  /** Nobody looked for a while, and nothing moved. */
  void rest(long micros) {
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

  Duration dwell() {
    return Duration.ofNanos((lastMicros() - enteredMicros) * 1000);
  }

  /** What is told of it now; times, box and dwell are those of when it was last seen. */
  Observation.LaneOccupied tell(Phase phase, List<Image> images) {
    began = true;
    toldMicros = lastMicros();
    return new Observation.LaneOccupied(
        eventTrack,
        phase,
        lastMicros(),
        picture.captureTime(),
        box,
        picture.width(),
        picture.height(),
        lane,
        objectClass,
        dwell(),
        images);
  }
}
