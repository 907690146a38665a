package io.outpost.agent.analysis;

import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.FaceQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One observation for every person who passes, at the end of the passing, with the best shot. Whose
 * face it is plays no part: a person who comes back later is a new passing.
 */
final class FaceCapture implements Rule {
  /** A new still only for a shot better by this much: an approach must not cost one a picture. */
  static final double MARKEDLY_BETTER = 0.02;

  /** Stills asked for per passing. Scores end at 1, so only a failing worker comes near it. */
  static final int MAXIMUM_STILLS = 50;

  /**
   * A best shot that has stood for so long, microseconds, gets its still from the sharper stream
   * now: that keeps its pictures for some seconds only, and a person may stay for minutes.
   */
  static final long SETTLED_MICROS = 2_000_000;

  private final Faces faces;
  private final SharperStills sharper;
  // In the order of track numbers, which makes the order of observations the same in every run.
  private final Map<Long, Passing> passings = new TreeMap<>();

  FaceCapture(Faces faces, SharperStills sharper) {
    this.faces = faces;
    this.sharper = sharper;
  }

  @Override
  public List<Observation> observe(Scene scene) {
    List<Observation> observations = new ArrayList<>();
    for (Track track : scene.over()) {
      Passing passing = passings.remove(track.id());
      if (passing != null) {
        observations.addAll(passing.observation(track.id()));
      }
    }
    for (Track track : scene.tracks()) {
      if (track.objectClass() == ObjectClass.FACE && track.observed() && track.confirmed()) {
        passings.computeIfAbsent(track.id(), id -> new Passing()).look(scene, track.last());
      }
    }
    for (Passing passing : passings.values()) {
      passing.settle(scene.picture().mediaMicros());
    }
    return observations;
  }

  @Override
  public boolean open() {
    return !passings.isEmpty();
  }

  @Override
  public void rest(long micros) {
    // A passing is as long as its track, which rests by itself.
  }

  @Override
  public List<Observation> end() {
    List<Observation> observations = new ArrayList<>();
    passings.forEach((track, passing) -> observations.addAll(passing.observation(track)));
    passings.clear();
    return observations;
  }

  /** The face as it stood in one picture, with the still that was taken of it. */
  private record Shot(
      AnalysedPicture picture,
      Box box,
      FaceQuality quality,
      ShotScore score,
      Optional<Image> image) {
    Shot with(Optional<Image> still) {
      return new Shot(picture, box, quality, score, still);
    }

    boolean markedlyBetterThan(Shot other) {
      return other.image.isEmpty() || score.total() > other.score.total() + MARKEDLY_BETTER;
    }
  }

  /** A person in view; holds the best shot so far and one JPEG. */
  private final class Passing {
    private Optional<Shot> best = Optional.empty();
    private int stillsAsked;
    private boolean sharpened;

    void look(Scene scene, Detection face) {
      if (face.face().isEmpty() || !ShotScore.whole(face)) {
        return;
      }
      FaceQuality quality = face.face().get();
      if (quality.widthPixels() < faces.minWidth() || stillsAsked >= MAXIMUM_STILLS) {
        return;
      }
      ShotScore score = ShotScore.of(face, quality);
      Shot shot = new Shot(scene.picture(), face.box(), quality, score, Optional.empty());
      if (best.isPresent() && !shot.markedlyBetterThan(best.get())) {
        return;
      }
      stillsAsked++;
      Optional<Image> still = scene.stills().face(ShotScore.withMargin(face.box()));
      // A better shot whose still cannot be had must not displace one that has its still.
      if (still.isPresent() || best.isEmpty()) {
        best = Optional.of(shot.with(still));
        sharpened = false;
      }
    }

    void settle(long nowMicros) {
      if (best.isPresent() && nowMicros - best.get().picture.mediaMicros() >= SETTLED_MICROS) {
        sharpen();
      }
    }

    /** Once for a shot: the still that it has stays where there is no better one. */
    private void sharpen() {
      if (best.isPresent() && !sharpened) {
        sharpened = true;
        Shot shot = best.get();
        sharper
            .take(Image.Kind.FACE, shot.picture, Optional.of(ShotScore.withMargin(shot.box)))
            .ifPresent(still -> best = Optional.of(shot.with(Optional.of(still))));
      }
    }

    List<Observation> observation(long track) {
      if (best.isEmpty()) {
        return List.of();
      }
      sharpen();
      Shot shot = best.get();
      return List.of(
          new Observation.FaceCaptured(
              track,
              Phase.ENDED,
              shot.picture().mediaMicros(),
              shot.picture().captureTime(),
              shot.box(),
              shot.picture().width(),
              shot.picture().height(),
              shot.quality(),
              shot.score(),
              shot.image().stream().toList()));
    }
  }
}
