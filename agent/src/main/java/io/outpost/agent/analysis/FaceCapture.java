package io.outpost.agent.analysis;

import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells of every person who passes: soon after the face is first seen well, again when it is seen
 * much better, and at the end of the passing with the best shot. Each passing has one end, and at
 * most one beginning before it. Whose face it is plays no part: a person who comes back later is a
 * new passing. A face that never moves, such as a poster's, is told once.
 */
final class FaceCapture implements Rule {
  private final Faces faces;
  private final FaceStills stills;
  private final FaceSpots spots = new FaceSpots();
  // In the order of track numbers, which makes the order of observations the same in every run.
  private final Map<Long, FollowedFace> followed = new TreeMap<>();
  private long muted;

  FaceCapture(Faces faces, FaceStills stills) {
    this.faces = faces;
    this.stills = stills;
  }

  @Override
  public List<Observation> observe(Scene scene) {
    long nowMicros = scene.picture().mediaMicros();
    spots.step(nowMicros);
    List<Observation> observations = new ArrayList<>();
    for (Track track : scene.over()) {
      FollowedFace face = followed.remove(track.id());
      if (face != null) {
        end(face, observations);
      }
    }
    for (Track track : scene.tracks()) {
      if (track.objectClass() == ObjectClass.FACE && track.observed() && track.confirmed()) {
        followed
            .computeIfAbsent(track.id(), id -> follow(track, nowMicros))
            .look(scene, track.last());
      }
    }
    for (FollowedFace face : followed.values()) {
      boolean before = face.muted();
      face.tell(nowMicros).ifPresent(observations::add);
      muted += face.muted() && !before ? 1 : 0;
    }
    return observations;
  }

  private FollowedFace follow(Track track, long nowMicros) {
    return new FollowedFace(
        track.id(),
        () -> new Passing(faces, stills),
        new Stillness(spots, track.last(), nowMicros));
  }

  private void end(FollowedFace face, List<Observation> observations) {
    boolean before = face.muted();
    face.end().ifPresent(observations::add);
    muted += face.muted() && !before ? 1 : 0;
  }

  /** How often a face that never moves was told no more, or not again, since the start. */
  long muted() {
    return muted;
  }

  @Override
  public boolean needsPlaces() {
    return false;
  }

  @Override
  public boolean open() {
    return !followed.isEmpty();
  }

  @Override
  public void rest(long micros) {
    // A passing is as long as its track, which rests by itself.
  }

  @Override
  public void cut() {
    spots.cut();
  }

  @Override
  public List<Observation> end() {
    List<Observation> observations = new ArrayList<>();
    followed.values().forEach(face -> end(face, observations));
    followed.clear();
    spots.restart();
    return observations;
  }
}
