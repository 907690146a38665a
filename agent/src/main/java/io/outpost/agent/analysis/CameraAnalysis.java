package io.outpost.agent.analysis;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.Tamper;
import io.outpost.agent.view.ViewGrid;
import io.outpost.agent.view.ViewLook;
import io.outpost.agent.view.ViewWatch;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is concluded from one camera's pictures: tracks, and what the rules make of them.
 * Called serially; the same pictures give the same observations.
 *
 * <p>After a reconnect media time starts again: call {@link #interrupt} first. Should a picture
 * nevertheless lie before the last one, it does so itself.
 */
public final class CameraAnalysis {
  /** Between two pictures as a rule, microseconds; what is beyond that is rest. */
  private static final long LOOK_MICROS = 200_000;

  /** Pictures that are farther apart leave a gap in which nobody watched. */
  private static final long GAP_MICROS = 1_000_000;

  private final StillTaker.Sources sources;
  private final PassedScenes passed;
  private final CameraTrackers trackers;
  private final List<Rule> rules = new ArrayList<>();
  private final List<LaneOccupation> lanes = new ArrayList<>();
  private final List<Congestion> groups;
  private final Optional<FaceCapture> faces;
  private final CutDetector cuts = new CutDetector();
  private final ViewWatch trust;
  private long lastMicros = Long.MIN_VALUE;
  private long stillsMissed;
  private boolean rested;
  private boolean begins = true;
  private boolean placesBegin;
  private View view = View.UNKNOWN;

  /**
   * Of a clip of which nothing is kept, with no other stream beside it, and no camera that could be
   * asked where it looked: at the presets of its lanes.
   */
  public CameraAnalysis(Camera camera) {
    this(camera, Image.Stream.CLIP, SharperStills.NONE, EarlierStills.NONE);
  }

  /** Of a stream of which nothing is kept. */
  public CameraAnalysis(Camera camera, Image.Stream analysed, SharperStills sharper) {
    this(camera, analysed, sharper, EarlierStills.NONE);
  }

  /**
   * @param analysed the stream that the pictures are of
   * @param sharper gives better stills than that stream
   * @param earlier gives stills of its pictures that have passed
   */
  public CameraAnalysis(
      Camera camera, Image.Stream analysed, SharperStills sharper, EarlierStills earlier) {
    boolean turned = analysed != Image.Stream.CLIP;
    sources = new StillTaker.Sources(analysed, sharper, camera.evidence().blurFaces());
    passed = new PassedScenes(sharper, earlier);
    trackers = new CameraTrackers(camera);
    trust = new ViewWatch(camera.tamper(), new ViewGrid(camera.masks()));
    faces =
        camera.faces().enabled()
            ? Optional.of(new FaceCapture(camera.faces(), new FaceStills(camera, passed)))
            : Optional.empty();
    faces.ifPresent(rules::add);
    Map<String, Congestion> byName = new LinkedHashMap<>();
    for (Lane lane : camera.lanes()) {
      Optional<Congestion> group =
          lane.terms().group().map(name -> byName.computeIfAbsent(name, Congestion::new));
      LaneStills ofLane = new LaneStills(lane.polygon(), camera.evidence(), passed);
      LaneOccupation occupation = new LaneOccupation(lane, camera, group, ofLane);
      group.ifPresent(it -> it.add(occupation));
      rules.add(
          lane.terms().preset().isPresent() && turned
              ? new PresetRule(occupation, lane.terms().preset().get(), () -> view)
              : occupation);
      lanes.add(occupation);
    }
    groups = List.copyOf(byName.values());
    rules.addAll(groups);
  }

  /** Nothing has moved between the last picture and the next: whatever stood there still does. */
  public void rested() {
    rested = true;
  }

  /** Where the camera looks in the pictures that come now. */
  public void turn(View now) {
    view = now;
  }

  /** Whether a body is followed, or waited for. */
  public boolean occupied() {
    return !trackers.tracks().isEmpty() || rules.stream().anyMatch(Rule::open);
  }

  /**
   * Takes what came of a batch, in the order of media time: how it was cut makes no difference.
   *
   * @param stills of its pictures; asked during this call only
   */
  public List<Observation> analyse(Analysis done, Stills stills) {
    List<Observation> observations = new ArrayList<>();
    int seen = 0;
    for (AnalysedPicture picture : done.pictures()) {
      while (seen < done.views().size()
          && done.views().get(seen).mediaMicros() <= picture.mediaMicros()) {
        observations.addAll(take(done.views().get(seen++)));
      }
      observations.addAll(analyse(picture, stills));
    }
    while (seen < done.views().size()) {
      observations.addAll(take(done.views().get(seen++)));
    }
    return observations;
  }

  /** Nothing that comes is to be trusted: as if no pictures came at all. */
  private List<Observation> take(ViewLook look) {
    List<Observation> observations = new ArrayList<>();
    for (ViewWatch.Turn turn : trust.take(look)) {
      if (turn.begins()) {
        observations.addAll(turn.tamper().shows() ? endPlaces() : interruptRules());
      }
      placesBegin = turn.tamper().shows() && !turn.begins();
      observations.add(
          new Observation.Tampered(
              turn.tamper(),
              turn.begins() ? Phase.BEGAN : Phase.ENDED,
              turn.since().mediaMicros(),
              turn.since().captureTime()));
    }
    return observations;
  }

  /** What is the matter with the pictures that come now, so that not all is concluded from them. */
  public Optional<Tamper> tamper() {
    return trust.tamper();
  }

  /**
   * Takes the next picture.
   *
   * @param stills of this picture; asked during this call only
   */
  public List<Observation> analyse(AnalysedPicture picture, Stills stills) {
    List<Observation> observations = new ArrayList<>();
    if (picture.mediaMicros() < lastMicros) {
      observations.addAll(interrupt());
    }
    if (!trust.tamper().map(Tamper::shows).orElse(true)) {
      lastMicros = picture.mediaMicros();
      observations.addAll(giveUp(picture.captureTime().instant()));
      return observations;
    }
    for (Rule rule : rules) {
      if (begins || (placesBegin && rule.needsPlaces())) {
        observations.addAll(rule.begin(picture));
      }
    }
    begins = false;
    placesBegin = false;
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
    } else if (since > GAP_MICROS) {
      long gap = since - LOOK_MICROS;
      rules.forEach(rule -> rule.unwatched(gap));
    }
    StillTaker taker = new StillTaker(stills, picture, sources);
    Scene scene = track(picture, taker);
    boolean places = trust.tamper().isEmpty();
    for (Rule rule : rules) {
      if (places || !rule.needsPlaces()) {
        observations.addAll(rule.observe(scene));
      }
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
    boolean cut = cuts.cut(picture.sceneChange(), picture.codedCut());
    if (cut) {
      over.addAll(trackers.endFaces());
      rules.forEach(Rule::cut);
    }
    over.addAll(trackers.step(picture));
    return new Scene(picture, trackers.tracks(), over, taker, cut);
  }

  /**
   * Pictures have come to an end, and may come again, of any media time: what stands in a lane
   * stays open and is looked for where it was, all else is closed.
   */
  public List<Observation> interrupt() {
    List<Observation> observations = interruptRules();
    trust.restart();
    lastMicros = Long.MIN_VALUE;
    return observations;
  }

  private List<Observation> interruptRules() {
    List<Observation> observations = new ArrayList<>();
    rules.forEach(rule -> observations.addAll(rule.interrupt()));
    startAgain();
    return observations;
  }

  /** Pictures are missing still: closes what has waited for too long. */
  public List<Observation> giveUp(Instant now) {
    List<Observation> observations = new ArrayList<>();
    rules.forEach(rule -> observations.addAll(rule.giveUp(now)));
    return observations;
  }

  /**
   * The clip is over, or the camera is watched no more: closes everything that is open. The next
   * picture may carry any media time; track numbers go on increasing.
   */
  public List<Observation> end() {
    List<Observation> observations = new ArrayList<>();
    rules.forEach(rule -> observations.addAll(rule.end()));
    startAgain();
    trust.restart();
    lastMicros = Long.MIN_VALUE;
    return observations;
  }

  private void startAgain() {
    trackers.end();
    cuts.reset();
    begins = true;
  }

  /** The agent ends in order after this, while there are pictures still: see {@link #open}. */
  public void suspend() {
    lanes.forEach(LaneOccupation::suspend);
  }

  /** What is open in the lanes and can go on in another process; see {@link #restore}. */
  public OpenState open() {
    return new OpenState(
        lanes.stream().flatMap(lane -> lane.openStays().stream()).toList(),
        groups.stream().flatMap(group -> group.openQueue().stream()).toList());
  }

  /**
   * Goes on with what was open when the agent ended; before the first picture.
   *
   * @return what ends because its lane, or its group of lanes, is no more
   */
  public List<Observation> restore(OpenState open) {
    List<Observation> ended = new ArrayList<>();
    for (OpenStay stay : open.stays()) {
      trackers.numberBehind(stay.track());
      Optional<LaneOccupation> lane =
          lanes.stream().filter(one -> one.id().equals(stay.lane())).findFirst();
      lane.ifPresent(one -> one.restore(stay));
      if (lane.isEmpty() && stay.began()) {
        ended.add(stay.ended());
      }
    }
    for (OpenQueue queue : open.queues()) {
      groups.stream()
          .filter(one -> one.group().equals(queue.group()))
          .findFirst()
          .ifPresentOrElse(one -> one.restore(queue), () -> ended.add(queue.ended()));
    }
    return ended;
  }

  /** Nobody sees what leaves its place from now on, and nothing is to be found there again. */
  private List<Observation> endPlaces() {
    List<Observation> observations = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.needsPlaces()) {
        observations.addAll(rule.interrupt());
        observations.addAll(rule.end());
      }
    }
    return observations;
  }

  /** Stills that could not be had since the start; their observations went without. */
  public long stillsMissed() {
    return stillsMissed + passed.missed();
  }

  /** How often a face that never moves was told no more, or not again, since the start. */
  public long facesMuted() {
    return faces.map(FaceCapture::muted).orElse(0L);
  }
}
