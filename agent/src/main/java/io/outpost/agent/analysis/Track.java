package io.outpost.agent.analysis;

import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One body followed from picture to picture. Belongs to its {@link Tracker}, which alone changes
 * it; rules read it within the step that gave it to them.
 */
public final class Track {
  /** Detections before a track is believed: a false box rarely comes three times at one place. */
  static final int MINIMUM_HITS = 3;

  /** And before one is that was never seen clearly, but has come a long way. */
  private static final int TRAVELLED_HITS = 5;

  /** So long a way is, box sizes; what lies on the road, or is taken for something, stays. */
  private static final double TRAVELLED_SIZES = 1;

  /** Who has kept its place for this long stands. */
  private static final long STANDING_MICROS = 1_000_000;

  /** How far its box may tremble, box sizes. */
  private static final double TREMBLE = 0.25;

  private final long id;
  private final TrackGroup group;
  private final BoxFilter filter;
  private final long firstMicros;
  private final Box first;
  private final Optional<FaintSights.Sight> faint;
  private final Map<ObjectClass, Double> votes = new EnumMap<>(ObjectClass.class);
  private Detection last;
  private long lastMicros;
  private long restedMicros;
  private double peakScore;
  private double scores;
  private int hits = 1;
  private boolean observed = true;
  private boolean travelled;
  // Where it has been since when.
  private Box place;
  private long placeMicros;

  Track(long id, Detection detection, long mediaMicros) {
    this(id, detection, mediaMicros, Optional.empty());
  }

  /**
   * @param faint where and when it was seen before, if only faintly
   */
  Track(long id, Detection detection, long mediaMicros, Optional<FaintSights.Sight> faint) {
    this.id = id;
    this.faint = faint;
    this.group = TrackGroup.of(detection.objectClass());
    this.filter = new BoxFilter(group, detection.box());
    this.firstMicros = mediaMicros;
    this.first = detection.box();
    this.last = detection;
    this.lastMicros = mediaMicros;
    this.place = detection.box();
    this.placeMicros = mediaMicros;
    vote(detection);
  }

  void predict(double seconds) {
    filter.predict(seconds, observed);
    observed = false;
  }

  void update(Detection detection, long mediaMicros) {
    filter.update(detection.box());
    last = detection;
    lastMicros = mediaMicros;
    restedMicros = 0;
    if (!Gait.near(detection.box(), place, TREMBLE)) {
      place = detection.box();
      placeMicros = mediaMicros;
    }
    hits++;
    observed = true;
    vote(detection);
    travelled |= hasTravelled();
  }

  /** Nobody looked for a while, and nothing moved. */
  void rest(long micros) {
    restedMicros += micros;
  }

  /** Of the time since {@link #lastMicros}, that in which nobody looked and nothing moved. */
  long restedMicros() {
    return restedMicros;
  }

  /** Whether it kept its place when it was seen last: it is nowhere else the moment after. */
  boolean stands() {
    return lastMicros - placeMicros >= STANDING_MICROS;
  }

  private void vote(Detection detection) {
    peakScore = Math.max(peakScore, detection.score());
    scores += detection.score();
    votes.merge(detection.objectClass(), detection.score(), Double::sum);
  }

  double squaredDistance(Box box) {
    return filter.squaredDistance(box);
  }

  /** Unique within a camera's analysis, increasing with the time of the first detection. */
  public long id() {
    return id;
  }

  /** The class with most of the detectors' confidence so far. */
  public ObjectClass objectClass() {
    ObjectClass best = last.objectClass();
    for (Map.Entry<ObjectClass, Double> vote : votes.entrySet()) {
      if (vote.getValue() > votes.getOrDefault(best, 0.0)) {
        best = vote.getKey();
      }
    }
    return best;
  }

  /** Where the body is: estimated if {@link #observed}, else predicted. May leave the picture. */
  public Box box() {
    return filter.box();
  }

  /** Horizontal speed in picture widths a second. */
  public double velocityX() {
    return filter.velocityX();
  }

  /** Vertical speed in picture heights a second. */
  public double velocityY() {
    return filter.velocityY();
  }

  /** Whether the last picture showed it. */
  public boolean observed() {
    return observed;
  }

  /** Whether it has been seen often and clearly enough to be believed; once so, always so. */
  public boolean confirmed() {
    return hits >= MINIMUM_HITS && (peakScore >= group.peakScore() || travelled);
  }

  /** What goes a long way as one is a body, though none of its detections was a clear one. */
  private boolean hasTravelled() {
    Box now = last.box();
    double sizes =
        Math.hypot(
            (now.centerX() - first.centerX()) / Math.max(now.width(), first.width()),
            (now.centerY() - first.centerY()) / Math.max(now.height(), first.height()));
    return hits >= TRAVELLED_HITS
        && sizes >= TRAVELLED_SIZES
        && scores / hits >= group.travelledScore();
  }

  /** Number of detections. */
  public int hits() {
    return hits;
  }

  /** Where and when it was seen before its first detection, faintly. */
  Optional<FaintSights.Sight> faint() {
    return faint;
  }

  /** Media time of the first detection. */
  public long firstMicros() {
    return firstMicros;
  }

  /** Media time of the last detection. */
  public long lastMicros() {
    return lastMicros;
  }

  /** The last detection. */
  public Detection last() {
    return last;
  }

  @Override
  public String toString() {
    return "Track[id=%d, class=%s, hits=%d, last=%.2fs, box=%s]"
        .formatted(id, objectClass().label(), hits, lastMicros / 1e6, box());
  }
}
