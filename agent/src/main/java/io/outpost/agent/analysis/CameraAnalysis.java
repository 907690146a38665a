package io.outpost.agent.analysis;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.AnalysedPicture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is concluded from one camera's pictures: tracks, and what the rules make of them.
 * Called serially; the same pictures give the same observations.
 *
 * <p>After a reconnect media time starts again: call {@link #end} first. Should a picture
 * nevertheless lie before the last one, it does so itself.
 */
public final class CameraAnalysis {
  /** Between two pictures as a rule, microseconds; what is beyond that is rest. */
  private static final long LOOK_MICROS = 200_000;

  private final Map<TrackGroup, Tracker> trackers = new EnumMap<>(TrackGroup.class);
  private final List<Rule> rules = new ArrayList<>();
  private final CutDetector cuts = new CutDetector();
  private long lastTrack;
  private long lastMicros = Long.MIN_VALUE;
  private long stillsMissed;
  private boolean rested;

  public CameraAnalysis(Camera camera) {
    for (TrackGroup group : groups(camera)) {
      trackers.put(group, new Tracker(group, () -> ++lastTrack));
    }
    if (camera.faces().enabled()) {
      rules.add(new FaceCapture(camera.faces()));
    }
    for (Lane lane : camera.lanes()) {
      rules.add(new LaneOccupation(lane));
    }
  }

  /** Only what a rule asks for is tracked. */
  private static Set<TrackGroup> groups(Camera camera) {
    Set<TrackGroup> groups = EnumSet.noneOf(TrackGroup.class);
    if (camera.faces().enabled()) {
      groups.add(TrackGroup.FACES);
    }
    for (Lane lane : camera.lanes()) {
      for (ObjectClass objectClass : lane.classes()) {
        groups.add(TrackGroup.of(objectClass));
      }
    }
    return groups;
  }

  /** Nothing has moved between the last picture and the next: whatever stood there still does. */
  public void rested() {
    rested = true;
  }

  /** Whether a body is followed, or waited for. */
  public boolean occupied() {
    return trackers.values().stream().anyMatch(tracker -> !tracker.tracks().isEmpty())
        || rules.stream().anyMatch(Rule::open);
  }

  /**
   * Takes the next picture.
   *
   * @param stills of this picture; asked during this call only
   */
  public List<Observation> analyse(AnalysedPicture picture, Stills stills) {
    List<Observation> observations = new ArrayList<>();
    if (picture.mediaMicros() < lastMicros) {
      observations.addAll(end());
    }
    if (rested && lastMicros != Long.MIN_VALUE) {
      rest(picture.mediaMicros() - lastMicros - LOOK_MICROS);
    }
    rested = false;
    lastMicros = picture.mediaMicros();
    StillTaker taker = new StillTaker(stills, picture.mediaMicros());
    Scene scene = track(picture, taker);
    for (Rule rule : rules) {
      observations.addAll(rule.observe(scene));
    }
    stillsMissed += taker.missed();
    return observations;
  }

  /** Time in which nobody looked and nothing moved: nothing is lost in it. */
  private void rest(long micros) {
    if (micros > 0) {
      trackers.values().forEach(tracker -> tracker.rest(micros));
      rules.forEach(rule -> rule.rest(micros));
    }
  }

  private Scene track(AnalysedPicture picture, StillTaker taker) {
    List<Track> over = new ArrayList<>();
    // Behind a cut the next face at the same place is another passing. A vehicle that stands goes
    // on standing: a lamp that is switched on looks like a cut, and tracks survive that.
    Tracker faces = trackers.get(TrackGroup.FACES);
    if (cuts.cut(picture.sceneChange()) && faces != null) {
      over.addAll(faces.end());
    }
    List<Track> living = new ArrayList<>();
    for (Tracker tracker : trackers.values()) {
      over.addAll(tracker.step(picture.mediaMicros(), picture.detections()));
      living.addAll(tracker.tracks());
    }
    return new Scene(picture, living, over, taker);
  }

  /**
   * The stream or clip is over: closes everything that is open. The next picture may carry any
   * media time; track numbers go on increasing.
   */
  public List<Observation> end() {
    List<Observation> observations = new ArrayList<>();
    for (Rule rule : rules) {
      observations.addAll(rule.end());
    }
    trackers.values().forEach(Tracker::end);
    cuts.reset();
    lastMicros = Long.MIN_VALUE;
    return observations;
  }

  /** Stills that could not be had since the start; their observations went without. */
  public long stillsMissed() {
    return stillsMissed;
  }
}
