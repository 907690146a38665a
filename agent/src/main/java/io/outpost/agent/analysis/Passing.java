package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.FaceQuality;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A person in view: holds the best shot so far with its JPEG, and knows what was told of it.
 *
 * <p>The first event comes a second after the first shot, so that somebody can act on it; a better
 * shot is told while the person is still there, and the best of all when he has gone. A passing
 * that is over before the first event was due is told by its end alone.
 */
final class Passing {
  /**
   * A new still only for a shot better by this much: who stands must not cost one a picture. Who
   * comes nearer may: he is best seen at the end, where a step is a hundredth of his width.
   */
  static final double MARKEDLY_BETTER = 0.005;

  /**
   * Of shots that are as good, for as far as can be measured, the one so much later is taken: who
   * comes nearer is best seen when he has come. Microseconds.
   */
  static final long LATER_MICROS = 400_000;

  /** As good is what is worse by no more than this: the measured width of who stands differs so. */
  static final double AS_GOOD = 0.01;

  /** For so long after the first shot; then he stands, and costs no pictures. Microseconds. */
  static final long COMING_MICROS = 10_000_000;

  /** Stills asked for per passing. Scores end at 1, so only a failing worker comes near it. */
  static final int MAXIMUM_STILLS = 200;

  /**
   * A best shot that has stood for so long, microseconds, gets the stills now that are taken from
   * coded pictures: these are kept for some seconds only, and a person may stay for minutes.
   */
  static final long SETTLED_MICROS = 2_000_000;

  /** From the first shot until it is told: the next ones are often better. Microseconds. */
  static final long EARLY_MICROS = 1_000_000;

  /** What is told is told anew for a shot better by this much: nine times at most. */
  static final double WORTH_TELLING = 0.1;

  /** And not sooner after the last time. Microseconds. */
  static final long UPDATE_MICROS = 2_000_000;

  private final Faces faces;
  private final FaceStills stills;
  private Optional<Shot> best = Optional.empty();
  private Optional<ShotScore> told = Optional.empty();
  private double highest;
  private long firstMicros;
  private long toldMicros;
  private int stillsAsked;
  private boolean prepared;

  Passing(Faces faces, FaceStills stills) {
    this.faces = faces;
    this.stills = stills;
  }

  void look(Scene scene, Detection face) {
    if (face.face().isEmpty() || !ShotScore.whole(face)) {
      return;
    }
    FaceQuality quality = face.face().get();
    if (quality.widthPixels() < faces.minWidth() || stillsAsked >= MAXIMUM_STILLS) {
      return;
    }
    ShotScore score = ShotScore.of(face, quality);
    Shot shot =
        new Shot(scene.picture(), face.box(), quality, score, Optional.empty(), Optional.empty());
    if (best.isPresent()
        && best.get().image().isPresent()
        && !shot.betterBy(MARKEDLY_BETTER, best.get().score())
        && !isLaterAndAsGood(shot)) {
      return;
    }
    stillsAsked++;
    Optional<Image> still = scene.stills().face(ShotScore.withMargin(face.box()));
    if (best.isEmpty()) {
      firstMicros = scene.picture().mediaMicros();
    }
    // A better shot whose still cannot be had must not displace one that has its still.
    if (still.isPresent() || best.isEmpty()) {
      best = Optional.of(shot.with(still, Optional.empty()));
      highest = Math.max(highest, score.total());
      prepared = false;
    }
  }

  private boolean isLaterAndAsGood(Shot shot) {
    long micros = shot.picture().mediaMicros();
    return micros - best.orElseThrow().picture().mediaMicros() >= LATER_MICROS
        && micros - firstMicros <= COMING_MICROS
        && shot.score().total() >= highest - AS_GOOD;
  }

  /** What is to be told now, if anything. */
  Optional<FaceCaptured> tell(long track, long nowMicros) {
    if (best.isEmpty()) {
      return Optional.empty();
    }
    if (nowMicros - best.get().picture().mediaMicros() >= SETTLED_MICROS) {
      prepare();
    }
    if (told.isEmpty()) {
      return nowMicros - firstMicros >= EARLY_MICROS
          ? Optional.of(tell(track, Phase.BEGAN, nowMicros))
          : Optional.empty();
    }
    return nowMicros - toldMicros >= UPDATE_MICROS && best.get().betterBy(WORTH_TELLING, told.get())
        ? Optional.of(tell(track, Phase.UPDATED, nowMicros))
        : Optional.empty();
  }

  /** Whether there is something to be told. */
  boolean hasShot() {
    return best.isPresent();
  }

  /** Whether its first event was told. */
  boolean began() {
    return told.isPresent();
  }

  /** The person has gone. */
  Optional<FaceCaptured> end(long track) {
    return best.map(shot -> tell(track, Phase.ENDED, toldMicros));
  }

  /**
   * Gives the best shot the stills that are told. Once for a shot: the face that it has stays where
   * there is no better one.
   */
  private void prepare() {
    if (best.isPresent() && !prepared) {
      prepared = true;
      Shot shot = best.get();
      best = Optional.of(shot.with(stills.face(shot).or(shot::image), stills.scene(shot)));
    }
  }

  private FaceCaptured tell(long track, Phase phase, long nowMicros) {
    prepare();
    Shot shot = best.orElseThrow();
    told = Optional.of(shot.score());
    toldMicros = nowMicros;
    return new FaceCaptured(
        track,
        phase,
        shot.picture().mediaMicros(),
        shot.picture().captureTime(),
        shot.box(),
        shot.picture().width(),
        shot.picture().height(),
        shot.quality(),
        shot.score(),
        Stream.concat(shot.image().stream(), shot.scene().stream()).toList());
  }
}
