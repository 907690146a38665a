package io.outpost.agent.analysis;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.vision.AnalysedPicture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private final StillTaker.Sources sources;
  private final CameraTrackers trackers;
  private final List<Rule> rules = new ArrayList<>();
  private final CutDetector cuts = new CutDetector();
  private long lastMicros = Long.MIN_VALUE;
  private long stillsMissed;
  private boolean rested;

  /** Of a clip, which has no other stream beside it. */
  public CameraAnalysis(Camera camera) {
    this(camera, Image.Stream.CLIP, SharperStills.NONE);
  }

  /**
   * @param analysed the stream that the pictures are of
   * @param sharper gives better stills than that stream
   */
  public CameraAnalysis(Camera camera, Image.Stream analysed, SharperStills sharper) {
    sources = new StillTaker.Sources(analysed, sharper);
    trackers = new CameraTrackers(camera);
    if (camera.faces().enabled()) {
      rules.add(new FaceCapture(camera.faces(), sharper));
    }
    Map<String, Congestion> groups = new LinkedHashMap<>();
    for (Lane lane : camera.lanes()) {
      Optional<Congestion> group =
          lane.terms().group().map(name -> groups.computeIfAbsent(name, Congestion::new));
      LaneOccupation occupation = new LaneOccupation(lane, camera, group);
      group.ifPresent(it -> it.add(occupation));
      rules.add(occupation);
    }
    rules.addAll(groups.values());
  }

  /** Nothing has moved between the last picture and the next: whatever stood there still does. */
  public void rested() {
    rested = true;
  }

  /** Whether a body is followed, or waited for. */
  public boolean occupied() {
    return !trackers.tracks().isEmpty() || rules.stream().anyMatch(Rule::open);
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
    long since = lastMicros == Long.MIN_VALUE ? 0 : picture.mediaMicros() - lastMicros;
    if (rested && since > LOOK_MICROS) {
      rest(since - LOOK_MICROS);
      since = LOOK_MICROS;
    }
    rested = false;
    lastMicros = picture.mediaMicros();
    if (picture.bodiesAsBefore()) {
      long unseen = since;
      rules.forEach(rule -> rule.stay(unseen));
    }
    StillTaker taker = new StillTaker(stills, picture, sources);
    Scene scene = track(picture, taker);
    for (Rule rule : rules) {
      observations.addAll(rule.observe(scene));
    }
    stillsMissed += taker.missed();
    return observations;
  }

  /** Time in which nobody looked and nothing moved: nothing is lost in it. */
  private void rest(long micros) {
    trackers.rest(micros);
    rules.forEach(rule -> rule.rest(micros));
  }

  private Scene track(AnalysedPicture picture, StillTaker taker) {
    List<Track> over = new ArrayList<>();
    // Behind a cut the next face at the same place is another passing. A vehicle that stands goes
    // on standing: a lamp that is switched on looks like a cut, and tracks survive that.
    if (cuts.cut(picture.sceneChange())) {
      over.addAll(trackers.endFaces());
    }
    over.addAll(trackers.step(picture));
    return new Scene(picture, trackers.tracks(), over, taker);
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
    trackers.end();
    cuts.reset();
    lastMicros = Long.MIN_VALUE;
    return observations;
  }

  /** Stills that could not be had since the start; their observations went without. */
  public long stillsMissed() {
    return stillsMissed;
  }
}
