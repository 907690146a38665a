package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Follows the bodies of one group of classes in the manner of ByteTrack (Zhang et al., ECCV 2022):
 * every box counts, strong ones first, weak ones only to prolong a track that is there. Not thread
 * safe; time is the media time it is given.
 */
public final class Tracker {
  /**
   * How long a track is kept without a detection: a passer-by hides a person for about a second.
   */
  static final long LOST_MICROS = 1_500_000;

  /** The same for a track that is not confirmed yet: two or three pictures, or it was a flicker. */
  static final long TENTATIVE_LOST_MICROS = 500_000;

  /** Tracks at a time, far above what a picture holds; against a detector run wild. */
  static final int MAXIMUM_TRACKS = 128;

  /** Detections looked at in one picture, the strongest first. */
  static final int MAXIMUM_DETECTIONS = 128;

  /** Two boxes that overlap more show one body, though the detector named it twice. */
  static final double DUPLICATE_IOU = 0.65;

  /** Least overlap with the prediction; low, because at five pictures a second bodies jump. */
  private static final double STRONG_IOU = 0.2;

  /** A weak box is often a part or a shadow: it must lie where the body is expected. */
  private static final double WEAK_IOU = 0.4;

  /** 99 % of a chi-squared distribution with two degrees of freedom. */
  private static final double GATE = 9.21;

  /** How far a body can be from its prediction, in box sizes, when the two do not overlap. */
  private static final double FARTHEST_SIZES = 2.5;

  /** Beyond this the prediction is too vague to find a body by distance alone. */
  private static final long FAR_MATCH_MICROS = 600_000;

  /** From one picture to the next a box does not change its width or height by more. */
  private static final double SIZE_RATIO = 2.5;

  /** Nor while it is hidden for a moment by much. */
  private static final double REUNION_SIZE_RATIO = 1.6;

  private static final double MAXIMUM_COST = 1;

  private final LongSupplier ids;
  private final TrackGroup group;
  private final List<Track> tracks = new ArrayList<>();
  private final FaintSights faint = new FaintSights();
  private long nowMicros;

  /**
   * @param ids gives each new track its number
   */
  public Tracker(TrackGroup group, LongSupplier ids) {
    this.group = group;
    this.ids = ids;
  }

  /**
   * Takes the detections of one picture; those of other groups are ignored.
   *
   * @param mediaMicros not before the last picture's
   * @return the confirmed tracks that are over; the living ones are in {@link #tracks}
   */
  public List<Track> step(long mediaMicros, List<Detection> detections) {
    double seconds = tracks.isEmpty() ? 0 : (mediaMicros - nowMicros) / 1e6;
    nowMicros = mediaMicros;
    // Before matching, so that a gap in the stream does not join what was with what is.
    List<Track> over = remove(this::unseenTooLong);
    tracks.forEach(track -> track.predict(seconds));
    List<Detection> strong = new ArrayList<>();
    List<Detection> weak = new ArrayList<>();
    for (Detection detection : distinct(detections)) {
      (detection.score() >= group.startScore() ? strong : weak).add(detection);
    }
    match(strong, Track::confirmed, Tracker::overlapCost);
    match(strong, track -> true, Tracker::overlapCost);
    match(strong, track -> recent(track) && !track.stands(), Tracker::distanceCost);
    match(strong, Track::confirmed, this::reunionCost);
    match(weak, this::recent, Tracker::weakCost);
    over.addAll(remove(Tracker::gone));
    for (Detection detection : strong) {
      if (tracks.size() < MAXIMUM_TRACKS) {
        var before = faint.before(detection.box());
        tracks.add(new Track(ids.getAsLong(), detection, mediaMicros, before));
      }
    }
    faint.take(mediaMicros, weak);
    return over;
  }

  /**
   * Nobody looked for this long, and nothing moved: what was there still is, where it was.
   *
   * @param micros of media time, which the next step's is ahead by
   */
  public void rest(long micros) {
    nowMicros += micros;
    tracks.forEach(track -> track.rest(micros));
  }

  /**
   * Nobody was looked for, for as far as can be seen all are where they were. Time goes on all the
   * same: the next step's detections may lie so much farther on.
   */
  void stay(long micros) {
    tracks.forEach(track -> track.rest(micros));
  }

  /** The living tracks, oldest first; unconfirmed ones too. */
  public List<Track> tracks() {
    return List.copyOf(tracks);
  }

  /** Ends all tracks and returns the confirmed ones. */
  public List<Track> end() {
    List<Track> over = tracks.stream().filter(Track::confirmed).toList();
    tracks.clear();
    faint.clear();
    return over;
  }

  /** The group's detections, strongest first, without second names for the same body. */
  private List<Detection> distinct(List<Detection> detections) {
    List<Detection> kept = new ArrayList<>();
    detections.stream()
        .filter(d -> TrackGroup.of(d.objectClass()) == group)
        .filter(d -> d.score() >= group.keepScore() && d.box().area() > 0)
        .sorted(Comparator.comparingDouble(Detection::score).reversed())
        .limit(MAXIMUM_DETECTIONS)
        .filter(d -> kept.stream().allMatch(k -> k.box().iou(d.box()) < DUPLICATE_IOU))
        .forEachOrdered(kept::add);
    return kept;
  }

  /** Pairs open detections with unobserved tracks; what found a partner is taken off the list. */
  private void match(List<Detection> open, Predicate<Track> eligible, Cost cost) {
    List<Track> waiting =
        tracks.stream().filter(track -> !track.observed() && eligible.test(track)).toList();
    if (waiting.isEmpty() || open.isEmpty()) {
      return;
    }
    double[][] costs = new double[waiting.size()][open.size()];
    for (int row = 0; row < costs.length; row++) {
      for (int column = 0; column < open.size(); column++) {
        costs[row][column] = cost.of(waiting.get(row), open.get(column));
      }
    }
    int[] columns = Assignment.solve(costs, MAXIMUM_COST);
    List<Detection> taken = new ArrayList<>();
    for (int row = 0; row < costs.length; row++) {
      if (columns[row] != Assignment.NONE) {
        Detection detection = open.get(columns[row]);
        waiting.get(row).update(detection, nowMicros);
        taken.add(detection);
      }
    }
    // Distinct boxes overlap less than wholly, so no two detections are equal.
    open.removeAll(taken);
  }

  /** What a pair costs; {@link #MAXIMUM_COST} when it is out of the question. */
  private interface Cost {
    double of(Track track, Detection detection);
  }

  private static double overlapCost(Track track, Detection detection) {
    double iou = track.box().iou(detection.box());
    return iou < STRONG_IOU ? MAXIMUM_COST : 1 - iou;
  }

  private static double weakCost(Track track, Detection detection) {
    double iou = track.box().iou(detection.box());
    return iou < WEAK_IOU ? MAXIMUM_COST : 1 - iou;
  }

  /** For bodies that moved so far that prediction and detection do not overlap. */
  private static double distanceCost(Track track, Detection detection) {
    Box expected = track.box();
    Box found = detection.box();
    if (sizesApart(expected, found) > FARTHEST_SIZES
        || unlike(expected.width(), found.width(), SIZE_RATIO)
        || unlike(expected.height(), found.height(), SIZE_RATIO)) {
      return MAXIMUM_COST;
    }
    return track.squaredDistance(found) / GATE;
  }

  /** For bodies that were hidden: near to where they must be by now, and about as large. */
  private double reunionCost(Track track, Detection detection) {
    Box expected = track.box();
    Box found = detection.box();
    double farthest = group.reunionSizes();
    double distance = sizesApart(expected, found);
    if (distance >= farthest
        || unlike(expected.width(), found.width(), REUNION_SIZE_RATIO)
        || unlike(expected.height(), found.height(), REUNION_SIZE_RATIO)) {
      return MAXIMUM_COST;
    }
    return distance / farthest;
  }

  private static double sizesApart(Box expected, Box found) {
    return Math.hypot(
        (found.centerX() - expected.centerX()) / expected.width(),
        (found.centerY() - expected.centerY()) / expected.height());
  }

  private static boolean unlike(double a, double b, double ratio) {
    return a > ratio * b || b > ratio * a;
  }

  private boolean recent(Track track) {
    return nowMicros - track.lastMicros() - track.restedMicros() <= FAR_MATCH_MICROS;
  }

  /** Removes what is over and returns the confirmed among it. */
  private List<Track> remove(Predicate<Track> over) {
    List<Track> removed = new ArrayList<>(tracks);
    removed.removeIf(over.negate());
    tracks.removeAll(removed);
    removed.removeIf(track -> !track.confirmed());
    return removed;
  }

  private boolean unseenTooLong(Track track) {
    long kept = track.confirmed() ? group.lostMicros() : TENTATIVE_LOST_MICROS;
    return nowMicros - track.lastMicros() - track.restedMicros() > kept;
  }

  /** Whether it was last seen on its way out of the picture, and must be outside now. */
  private static boolean gone(Track track) {
    Box box = track.box();
    boolean outside =
        box.centerX() < 0 || box.centerX() > 1 || box.centerY() < 0 || box.centerY() > 1;
    return outside && !track.observed();
  }
}
