package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.Counted;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Observation.StayMark;
import io.outpost.agent.analysis.OpenStay.Before;
import io.outpost.agent.analysis.OpenStay.Sight;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** One body's stay in a lane, told under the number of the track that came in. */
final class Stay {
  /** How far a body may be from where it is expected when a new track takes over, box sizes. */
  private static final double TAKEOVER_SIZES = 0.5;

  /** And by how much more for each second it was out of sight. */
  private static final double TAKEOVER_SIZES_PER_SECOND = 0.5;

  /** What is so much larger or smaller is another body before one that stood. */
  private static final double TAKEOVER_RATIO = 1.8;

  /** How long a standing body is waited for after it was last seen; its ghost ends then. */
  static final long STANDING_WAIT_MICROS = 4_000_000;

  /**
   * For how long a body may be out of sight, with its stream, the worker or the agent away, until
   * another one at its place is another one.
   */
  static final Duration LONGEST_AWAY = Duration.ofHours(1);

  /** Who is first seen so soon after pictures began and never moves was there before. */
  private static final long START_MICROS = 2_000_000;

  /** No body that stood is so far away, in box sizes, so soon. */
  private static final double LEAP_SIZES = 0.8;

  private static final long LEAP_MICROS = 800_000;

  private final Lane lane;
  private final String id;
  private long eventTrack;
  private final Box enteredAt;
  private final Gait gait;
  private final Counting counting;
  private final EntryStill entryStill;
  // None of one that was open when the agent began, nor once it is told.
  private Optional<Arrival> arrival;
  // The track that shows it now. None where it shows another body since, or went with the agent.
  private OptionalLong shownBy;
  // Whether the track under whose number it is told has come to show another body.
  private boolean parted;
  private ObjectClass objectClass;
  private long enteredMicros;
  private boolean present;
  private boolean presentUnlessMoved;
  // Where and when it was last seen in the lane.
  private Sight sight;
  private long lastMicros;
  private Box box;
  private double velocityX;
  private double velocityY;
  private boolean confirmed;
  private boolean began;
  private long countedMicros;
  private long toldMicros;
  private long restedMicros;
  // Not seen again yet since pictures came to an end.
  private boolean awaited;

  Stay(Lane lane, Optional<GroundPlane> plane, Track track, AnalysedPicture picture) {
    this.lane = lane;
    this.eventTrack = track.id();
    this.shownBy = OptionalLong.of(eventTrack);
    this.enteredMicros = picture.mediaMicros();
    this.enteredAt = track.box();
    this.objectClass = track.objectClass();
    this.sight = sight(picture, track.box());
    this.entryStill = new EntryStill(sight);
    this.lastMicros = picture.mediaMicros();
    this.id = lane.id() + "-" + micros(picture.captureTime().instant()) + "-" + eventTrack;
    this.box = track.box();
    this.velocityX = track.velocityX();
    this.velocityY = track.velocityY();
    Arrival came = new Arrival(box, enteredMicros);
    boolean atOnce = track.firstMicros() == enteredMicros;
    this.arrival = Optional.of(atOnce ? track.faint().map(came::after).orElse(came) : came);
    this.gait = new Gait(box, enteredMicros);
    this.counting = new Counting(lane.terms(), plane, gait, box, enteredMicros);
  }

  /** One that was open when the agent ended; its media time is that of nothing yet. */
  Stay(Lane lane, Optional<GroundPlane> plane, OpenStay open) {
    Before before = open.before();
    this.lane = lane;
    this.id = open.id();
    this.eventTrack = open.track();
    this.shownBy = OptionalLong.empty();
    this.sight = open.last();
    this.lastMicros = 0;
    this.enteredMicros = -before.entered();
    this.countedMicros = -before.counted();
    this.toldMicros = -before.told();
    this.objectClass = open.objectClass();
    this.present = open.presentAtStart();
    this.box = sight.box();
    this.enteredAt = box;
    this.entryStill = EntryStill.restored(sight, open.entry());
    this.confirmed = true;
    this.began = open.began();
    this.awaited = true;
    this.arrival = Optional.empty();
    this.gait =
        open.standing()
            ? Gait.standing(box, -before.moves(), lastMicros)
            : new Gait(box, lastMicros);
    this.counting = new Counting(lane.terms(), plane, gait, box, lastMicros);
    before.heading().ifPresent(ago -> counting.headed(-ago));
  }

  /** What is to be known of it if the agent ends now. */
  OpenStay open() {
    OptionalLong headed = counting.headedMicros();
    return new OpenStay(
        lane.id(),
        id,
        eventTrack,
        objectClass,
        began,
        presentAtStart(),
        stands(),
        new Before(
            lastMicros - enteredMicros,
            began ? lastMicros - countedMicros : 0,
            began ? lastMicros - toldMicros : 0,
            lastMicros - gait.sinceMicros(),
            headed.isPresent()
                ? OptionalLong.of(lastMicros - headed.getAsLong())
                : OptionalLong.empty()),
        sight,
        entryStill.kept());
  }

  private static Sight sight(AnalysedPicture picture, Box box) {
    return new Sight(
        picture.mediaMicros(), picture.captureTime(), box, picture.width(), picture.height());
  }

  /** It came into the lane, or was there when pictures began. */
  void cameAfter(long startMicros) {
    present = enteredMicros == startMicros;
    presentUnlessMoved = enteredMicros - startMicros <= START_MICROS;
  }

  private boolean presentAtStart() {
    return present || (presentUnlessMoved && gait.neverMoved());
  }

  /** Pictures have come to an end; it is waited for until it is seen again. */
  void interrupt() {
    awaited = true;
  }

  /** Pictures begin again after a while in which there were none. */
  void resume(AnalysedPicture first) {
    long micros = shift(sight.captureTime().instant(), lastMicros, first);
    lastMicros += micros;
    enteredMicros += micros;
    countedMicros += micros;
    toldMicros += micros;
    gait.shift(micros);
    counting.shift(micros);
    restedMicros = first.mediaMicros() - lastMicros;
  }

  /**
   * By how much media time as it was differs from such that the time away lies before the first
   * picture.
   *
   * @param before when the last picture was taken
   */
  static long shift(Instant before, long lastMicros, AnalysedPicture first) {
    long away = Math.max(0, before.until(first.captureTime().instant(), ChronoUnit.MICROS));
    return first.mediaMicros() - away - lastMicros;
  }

  /** Whether it is too long since it was seen. */
  boolean isAwayTooLong(Instant now) {
    return now.isAfter(sight.captureTime().instant().plus(LONGEST_AWAY));
  }

  /** Whether it is to be found where it was. */
  boolean stands() {
    return confirmed && (standing() || gait.motion() == Motion.STANDING);
  }

  private static long micros(Instant instant) {
    return Instant.EPOCH.until(instant, ChronoUnit.MICROS);
  }

  /** Whether this track shows it. One that it was taken over from does: it had not ended. */
  boolean isOf(long track) {
    return shownBy.equals(OptionalLong.of(track)) || (track == eventTrack && !parted);
  }

  /** This track shows another body now; where no other track shows this one, it is waited for. */
  void part(long track) {
    parted |= track == eventTrack;
    if (shownBy.equals(OptionalLong.of(track))) {
      shownBy = OptionalLong.empty();
    }
  }

  void seen(Track track, AnalysedPicture now) {
    shownBy = OptionalLong.of(track.id());
    if (parted && !began) { // Nothing was told under its number, which shows another body now.
      eventTrack = track.id();
      parted = false;
    }
    lastMicros = now.mediaMicros();
    restedMicros = 0;
    awaited = false;
    boolean measured =
        !now.bodiesAsBefore() || !TrackGroup.of(track.objectClass()).isOfBodyDetector();
    sight = sight(now, measured ? track.box() : box);
    if (!measured) {
      return; // It is there, but where exactly was not measured again.
    }
    box = track.box();
    velocityX = track.velocityX();
    velocityY = track.velocityY();
    arrival.ifPresent(it -> it.seen(box, lastMicros));
    gait.seen(box, lastMicros);
    counting.seen(track, now);
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
    long unseenMicros = later.enteredMicros - lastMicros - restedMicros;
    if (!confirmed || unseenMicros < (awaited ? 0 : 1) || unseenMicros > waitMicros()) {
      return false;
    }
    boolean stood = standing() || awaited;
    if (!stood && !later.confirmed) {
      return false;
    }
    double seconds = unseenMicros / 1e6;
    double moved = stood ? 0 : seconds;
    Box expected =
        new Box(
            box.x() + velocityX * moved, box.y() + velocityY * moved, box.width(), box.height());
    double allowed = TAKEOVER_SIZES + TAKEOVER_SIZES_PER_SECOND * moved;
    return Gait.near(later.enteredAt, expected, allowed)
        && (!stood || unnamedWith(later) || Gait.alike(later.enteredAt, expected, TAKEOVER_RATIO));
  }

  /** Whether one of the two has no name: what is seen of it has a box of its own. */
  private boolean unnamedWith(Stay later) {
    return objectClass == ObjectClass.UNKNOWN || later.objectClass == ObjectClass.UNKNOWN;
  }

  /** How far the later stay began from where this one was, in box sizes. */
  double sizesTo(Stay later) {
    return Math.max(
        Math.abs(later.enteredAt.centerX() - box.centerX()) / box.width(),
        Math.abs(later.enteredAt.centerY() - box.centerY()) / box.height());
  }

  /** Whether it keeps its place. */
  boolean standing() {
    return gait.still();
  }

  /** Whether it stood a moment ago where a body that is here now cannot have been. */
  boolean leapt(Box here, AnalysedPicture now) {
    return standing()
        && now.mediaMicros() - lastMicros() - restedMicros() < LEAP_MICROS
        && !Gait.near(here, box, LEAP_SIZES);
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
    return standing() || awaited ? STANDING_WAIT_MICROS : Tracker.LOST_MICROS;
  }

  /** Whether it has not been seen again yet since pictures came to an end. */
  boolean awaited() {
    return awaited;
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

  /** Media time of the last picture that showed it in the lane; as if of this connection. */
  long lastMicros() {
    return lastMicros;
  }

  long toldMicros() {
    return toldMicros;
  }

  /** Why it does not count now by the terms of its lane; empty if it does. */
  Optional<LaneEnd> uncounted() {
    return counting.end();
  }

  /** For how long it has counted, if it does; not longer than since then. */
  Duration counted(long notBeforeMicros) {
    return Duration.ofNanos((lastMicros - countsSinceMicros(notBeforeMicros)) * 1000);
  }

  private long countsSinceMicros(long notBeforeMicros) {
    return counting.sinceMicros(Math.max(enteredMicros, notBeforeMicros));
  }

  /** How long it has been in the lane. */
  Duration dwell() {
    return Duration.ofNanos((lastMicros - enteredMicros) * 1000);
  }

  Box box() {
    return box;
  }

  EntryStill entryStill() {
    return entryStill;
  }

  /** The still of the last picture that showed it in the lane. */
  List<Image> leaving(LaneStills stills) {
    return stills.leaving(sight);
  }

  /**
   * It was in the lane before it was first detected, if it came in over the picture's edge. That is
   * reckoned once, though it may begin again.
   *
   * @param inLane of a place of its box
   * @param startMicros when pictures began: what was before nobody knows
   */
  void cameBefore(Predicate<Box> inLane, long startMicros) {
    long before = arrival.map(it -> it.beforeMicros(inLane)).orElse(0L);
    enteredMicros = Math.min(enteredMicros, Math.max(startMicros, enteredMicros - before));
    arrival = Optional.empty();
  }

  /** It begins, and has counted since it does, not longer than since then. */
  LaneOccupied begin(long notBeforeMicros, List<Image> images) {
    countedMicros = countsSinceMicros(notBeforeMicros);
    began = true;
    present = presentAtStart();
    presentUnlessMoved = false;
    return tell(Phase.BEGAN, images, Optional.empty());
  }

  /** It goes on. */
  LaneOccupied update() {
    return tell(Phase.UPDATED, List.of(), Optional.empty());
  }

  /** It has left the lane. */
  LaneOccupied end(List<Image> images) {
    return tell(Phase.ENDED, images, Optional.empty());
  }

  /** It is seen no more, or nobody looks any more. */
  LaneOccupied endUnseen(LaneStills stills) {
    return awaited ? end(LaneEnd.UNWATCHED, List.of()) : end(leaving(stills));
  }

  /** Whether it has left the lane nobody knows, or it no longer counts; then it may again. */
  LaneOccupied end(LaneEnd reason, List<Image> images) {
    LaneOccupied ended = tell(Phase.ENDED, images, Optional.of(reason));
    began = false;
    return ended;
  }

  /** What is told of it now; times, box and dwell are those of when it was last seen. */
  private LaneOccupied tell(Phase phase, List<Image> images, Optional<LaneEnd> reason) {
    toldMicros = lastMicros;
    return new LaneOccupied(
        eventTrack,
        phase,
        sight.mediaMicros(),
        sight.captureTime(),
        box,
        sight.pictureWidth(),
        sight.pictureHeight(),
        lane.id(),
        objectClass,
        dwell(),
        images,
        lane.terms().equals(LaneTerms.NONE)
            ? Optional.empty()
            : Optional.of(
                new Counted(Duration.ofNanos((lastMicros - countedMicros) * 1000), lane.terms())),
        counting.onGround(box),
        reason,
        Optional.of(new StayMark(id, present)));
  }
}
