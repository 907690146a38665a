package io.outpost.agent.analysis;

import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.time.CaptureTime;
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

  /** Around the face on every side, in face sizes: hair, chin and ears are outside the box. */
  static final double MARGIN = 0.4;

  private final Faces faces;
  // In the order of track numbers, which makes the order of observations the same in every run.
  private final Map<Long, Passing> passings = new TreeMap<>();

  FaceCapture(Faces faces) {
    this.faces = faces;
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
      long mediaMicros,
      CaptureTime captureTime,
      Box box,
      int pictureWidth,
      int pictureHeight,
      FaceQuality quality,
      double score,
      Optional<Image> image) {
    static Shot of(AnalysedPicture picture, Detection face, FaceQuality quality, double score) {
      return new Shot(
          picture.mediaMicros(),
          picture.captureTime(),
          face.box(),
          picture.width(),
          picture.height(),
          quality,
          score,
          Optional.empty());
    }

    Shot with(Optional<Image> still) {
      return new Shot(
          mediaMicros, captureTime, box, pictureWidth, pictureHeight, quality, score, still);
    }

    boolean markedlyBetterThan(Shot other) {
      return other.image.isEmpty() || score > other.score + MARKEDLY_BETTER;
    }
  }

  /** A person in view; holds the best shot so far and one JPEG. */
  private final class Passing {
    private Optional<Shot> best = Optional.empty();
    private int stillsAsked;

    void look(Scene scene, Detection face) {
      if (face.face().isEmpty() || !ShotScore.whole(face)) {
        return;
      }
      FaceQuality quality = face.face().get();
      if (quality.widthPixels() < faces.minWidth() || stillsAsked >= MAXIMUM_STILLS) {
        return;
      }
      double score = ShotScore.of(quality, face.score());
      Shot shot = Shot.of(scene.picture(), face, quality, score);
      if (best.isPresent() && !shot.markedlyBetterThan(best.get())) {
        return;
      }
      stillsAsked++;
      Optional<Image> still = scene.stills().face(withMargin(face.box()));
      // A better shot whose still cannot be had must not displace one that has its still.
      if (still.isPresent() || best.isEmpty()) {
        best = Optional.of(shot.with(still));
      }
    }

    List<Observation> observation(long track) {
      if (best.isEmpty()) {
        return List.of();
      }
      Shot shot = best.get();
      return List.of(
          new Observation.FaceCaptured(
              track,
              Phase.ENDED,
              shot.mediaMicros(),
              shot.captureTime(),
              shot.box(),
              shot.pictureWidth(),
              shot.pictureHeight(),
              shot.quality(),
              shot.score(),
              shot.image().stream().toList()));
    }
  }

  private static Box withMargin(Box face) {
    double x = Math.max(0, face.x() - MARGIN * face.width());
    double y = Math.max(0, face.y() - MARGIN * face.height());
    double right = Math.min(1, face.right() + MARGIN * face.width());
    double bottom = Math.min(1, face.bottom() + MARGIN * face.height());
    return new Box(x, y, right - x, bottom - y);
  }
}
