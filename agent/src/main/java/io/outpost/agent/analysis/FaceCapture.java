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
 * new passing.
 */
final class FaceCapture implements Rule {
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
        passing.end(track.id()).ifPresent(observations::add);
      }
    }
    for (Track track : scene.tracks()) {
      if (track.objectClass() == ObjectClass.FACE && track.observed() && track.confirmed()) {
        passings
            .computeIfAbsent(track.id(), id -> new Passing(faces, sharper))
            .look(scene, track.last());
      }
    }
    passings.forEach(
        (track, passing) ->
            passing.tell(track, scene.picture().mediaMicros()).ifPresent(observations::add));
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
    passings.forEach((track, passing) -> passing.end(track).ifPresent(observations::add));
    passings.clear();
    return observations;
  }
}
