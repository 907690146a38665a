package io.outpost.agent.analysis;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a body has been in a lane for the dwell time, that it still is, and when it has left.
 * Each BEGAN is followed by exactly one ENDED, also when the body stays but the lane's terms no
 * longer hold. A vehicle that stands is one occupation for as long as it stands, though its
 * detection flickers, its track breaks, or nobody watches for a while: what stood is waited for,
 * and a new track that starts where a lost body must be takes its stay over.
 */
final class LaneOccupation implements Rule {
  /** While it lasts, an occupation is told again after this time. */
  static final long UPDATE_MICROS = 30_000_000;

  // In box heights. A body that drives along the line must not enter and leave with every picture;
  // but until its stay has begun there is no event to keep together, and it must be in the lane.
  /** How deep inside a body must be to enter. */
  static final double ENTER_DEPTH = 0.05;

  /** How far outside it has left when its stay has begun. */
  static final double LEAVE_DEPTH = -0.2;

  /** Standing for so long, one that has not begun is worth being known after a restart. */
  private static final Duration LASTING = Duration.ofSeconds(10);

  /** What has no name must show for so long that it is a body, whatever the lane's dwell. */
  private static final Duration UNKNOWN_DWELL = Duration.ofSeconds(2);

  private final Lane lane;
  private final LaneArea area;
  private final LaneHours hours;
  private final Optional<GroundPlane> plane;
  private final Optional<Congestion> group;
  private final LaneStills stills;
  // In the order in which they came, which makes that of observations the same in every run.
  private final List<Stay> stays = new ArrayList<>();
  private long startMicros;
  private boolean watched = true;
  private boolean suspended;

  /**
   * @param camera which the lane is of
   * @param group whose congestion it goes by
   * @param stills of what is told
   */
  LaneOccupation(Lane lane, Camera camera, Optional<Congestion> group, LaneStills stills) {
    this.stills = stills;
    this.group = group;
    this.lane = lane;
    this.hours = new LaneHours(lane.terms().hours(), camera.zone());
    this.plane = camera.ground().map(GroundPlane::new);
    this.area = new LaneArea(lane.polygon(), camera.ignored());
  }

  @Override
  public List<Observation> observe(Scene scene) {
    List<Observation> observations = new ArrayList<>();
    if (!hours.look(scene.picture())) {
      endAll(Optional.of(LaneEnd.HOURS_OVER), observations); // With what the last picture showed.
    }
    for (Track track : scene.tracks()) {
      if (track.observed()) {
        observe(track, scene, observations);
      }
    }
    endUnseen(scene, observations);
    return observations;
  }

  private void observe(Track track, Scene scene, List<Observation> observations) {
    AnalysedPicture picture = scene.picture();
    double depth = depth(track.box(), picture);
    Stay stay = stayOf(track.id());
    if (stay != null && depth < (stay.began() ? LEAVE_DEPTH : 0)) {
      if (stay.leapt(track.box(), picture)) {
        stay.part(track.id());
      } else {
        leave(stay, observations);
      }
      return;
    }
    if (stay == null) {
      if (depth < LEAVE_DEPTH) {
        return;
      }
      stay = new Stay(lane, plane, track, picture);
      // Of a body that was lost where it stood it is known that it is in the lane.
      if (depth < ENTER_DEPTH && !lost(stay).map(Stay::began).orElse(false)) {
        return;
      }
      stay.cameAfter(startMicros);
      stays.add(stay);
    }
    stay.seen(track, picture);
    Optional<Stay> lost = stay.began() ? Optional.empty() : lost(stay);
    if (lost.isPresent()) {
      stays.remove(stay);
      stay = lost.get();
      stay.seen(track, picture);
    }
    if (track.confirmed()) {
      tell(track, stay, scene, observations);
    }
  }

  private double depth(Box box, AnalysedPicture picture) {
    return area.depth(box, (double) picture.width() / picture.height());
  }

  private void tell(Track track, Stay stay, Scene scene, List<Observation> observations) {
    Optional<LaneEnd> uncounted = stay.uncounted();
    if (stay.began()) {
      if (uncounted.isPresent()) {
        observations.add(stay.end(uncounted.get(), stay.leaving(stills)));
      } else if (stay.lastMicros() - stay.toldMicros() >= UPDATE_MICROS) {
        observations.add(stay.update());
      }
    } else if (hours.open()
        && !group.map(Congestion::holds).orElse(false)
        && uncounted.isEmpty()
        && lane.classes().contains(track.objectClass())) {
      if (stay.counted(sinceMicros()).compareTo(dwell(track.objectClass())) >= 0) {
        List<Image> images = new ArrayList<>(stills.threshold(scene.stills(), stay.box()));
        images.addAll(stay.entryStill().take(stills));
        stay.cameBefore(box -> depth(box, scene.picture()) >= 0, startMicros);
        observations.add(stay.begin(sinceMicros(), images));
      } else if (keptBytes() < LaneStills.MAX_KEPT_BYTES) {
        stay.entryStill().keep(stills, stay.dwell());
      }
    }
  }

  /** What is held of stays that have not been told of. */
  private long keptBytes() {
    return stays.stream().map(Stay::entryStill).mapToLong(EntryStill::keptBytes).sum();
  }

  private Duration dwell(ObjectClass objectClass) {
    boolean sooner = lane.dwell().compareTo(UNKNOWN_DWELL) < 0;
    return objectClass == ObjectClass.UNKNOWN && sooner ? UNKNOWN_DWELL : lane.dwell();
  }

  /** Media time since which anything in the lane counts. */
  private long sinceMicros() {
    return Math.max(hours.sinceMicros(), group.map(Congestion::untilMicros).orElse(Long.MIN_VALUE));
  }

  String id() {
    return lane.id();
  }

  /** Bodies that are seen to stand or creep in it. */
  int standing() {
    return count(Motion.STANDING);
  }

  /** Whether more stand or creep in it than move: those are still coming up to the queue's end. */
  boolean slow() {
    return standing() > 0 && standing() >= count(Motion.MOVING);
  }

  /** Whether pictures are of it, and are shown to it. */
  void watch(boolean now) {
    watched = now;
  }

  boolean watched() {
    return watched;
  }

  private int count(Motion motion) {
    return (int)
        stays.stream()
            .filter(stay -> stay.motion() == motion && !stay.awaited())
            .filter(stay -> lane.classes().contains(stay.objectClass()))
            .count();
  }

  private @Nullable Stay stayOf(long track) {
    return stays.stream().filter(stay -> stay.isOf(track)).findFirst().orElse(null);
  }

  /** The nearest stay of a lost body that goes on in this one. */
  private Optional<Stay> lost(Stay own) {
    return stays.stream()
        .filter(stay -> stay != own && stay.continuesAs(own))
        .min(Comparator.comparingDouble(stay -> stay.sizesTo(own)));
  }

  private void leave(Stay stay, List<Observation> observations) {
    stays.remove(stay);
    if (stay.began()) {
      observations.add(stay.end(stay.leaving(stills)));
    }
  }

  /** Ends the stays whose body has not been seen for longer than it is waited for. */
  private void endUnseen(Scene scene, List<Observation> observations) {
    long nowMicros = scene.picture().mediaMicros();
    Iterator<Stay> all = stays.iterator();
    while (all.hasNext()) {
      Stay stay = all.next();
      if (nowMicros - stay.lastMicros() - stay.restedMicros() > stay.waitMicros()) {
        all.remove();
        if (stay.began()) {
          observations.add(stay.endUnseen(stills));
        }
      }
    }
  }

  @Override
  public List<Observation> interrupt() {
    List<Observation> ended = giveUp(stay -> !stay.stands());
    stays.forEach(Stay::interrupt);
    return ended;
  }

  @Override
  public List<Observation> begin(AnalysedPicture first) {
    Instant now = first.captureTime().instant();
    List<Observation> ended = giveUp(stay -> !stay.stands() || stay.isAwayTooLong(now));
    stays.forEach(stay -> stay.resume(first));
    hours.begin(first);
    startMicros = first.mediaMicros();
    return ended;
  }

  @Override
  public List<Observation> giveUp(Instant now) {
    return giveUp(stay -> stay.isAwayTooLong(now));
  }

  private List<Observation> giveUp(Predicate<Stay> which) {
    List<Observation> observations = new ArrayList<>();
    Iterator<Stay> all = stays.iterator();
    while (all.hasNext()) {
      Stay stay = all.next();
      if (which.test(stay)) {
        all.remove();
        if (stay.began()) {
          observations.add(stay.end(LaneEnd.UNWATCHED, List.of()));
        }
      }
    }
    return observations;
  }

  /** What must be known to go on after the agent was away. */
  List<OpenStay> openStays() {
    return stays.stream().filter(stay -> stay.began() || lasts(stay)).map(Stay::open).toList();
  }

  /** Of a group's lanes what stands may stand in a queue, which is not known after a restart. */
  private boolean lasts(Stay stay) {
    return group.isEmpty()
        && stay.stands()
        && lane.classes().contains(stay.objectClass())
        && (suspended || stay.dwell().compareTo(LASTING) >= 0);
  }

  /**
   * The agent ends in order, and there is time: all that stands is worth being known, for however
   * short, and the stills of entries are taken while there are pictures.
   */
  void suspend() {
    suspended = true;
    for (Stay stay : stays) {
      boolean mayBegin = !stay.began() && lasts(stay) && stay.uncounted().isEmpty();
      if (mayBegin && hours.open() && keptBytes() < LaneStills.MAX_KEPT_BYTES) {
        stay.entryStill().keep(stills);
      }
    }
  }

  /** Goes on with what was open when the agent ended. */
  void restore(OpenStay open) {
    stays.add(new Stay(lane, plane, open));
  }

  @Override
  public boolean open() {
    return !stays.isEmpty();
  }

  @Override
  public void rest(long micros) {
    stays.forEach(stay -> stay.rest(micros));
  }

  @Override
  public void stay(long micros) {
    stays.forEach(stay -> stay.stay(micros));
  }

  @Override
  public void unwatched(long micros) {
    stays.stream().filter(Stay::stands).forEach(stay -> stay.stay(micros));
  }

  private void endAll(Optional<LaneEnd> reason, List<Observation> observations) {
    for (Stay stay : stays) {
      if (stay.began()) {
        observations.add(
            reason.isPresent()
                ? stay.end(reason.get(), stay.leaving(stills))
                : stay.endUnseen(stills));
      }
    }
  }

  @Override
  public List<Observation> end() {
    List<Observation> observations = new ArrayList<>();
    endAll(Optional.empty(), observations);
    stays.clear();
    hours.end();
    return observations;
  }
}
