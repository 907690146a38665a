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

/** The trackers of one camera: one for each group of classes that a rule asks for. */
final class CameraTrackers {
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<TrackGroup, Tracker> trackers = new EnumMap<>(TrackGroup.class);
  private long lastTrack;
  private long lastMicros = NEVER;

  CameraTrackers(Camera camera) {
    for (TrackGroup group : groups(camera)) {
      trackers.put(group, new Tracker(group, () -> ++lastTrack));
    }
  }

  /** Numbers tracks from behind this one on. */
  void numberBehind(long track) {
    lastTrack = Math.max(lastTrack, track);
  }

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

  /** Takes what was found in one picture; returns the confirmed tracks that are over. */
  List<Track> step(AnalysedPicture picture) {
    List<Track> over = new ArrayList<>();
    trackers.forEach(
        (group, tracker) -> {
          if (group.isOfBodyDetector() && picture.bodiesAsBefore()) {
            tracker.stay(lastMicros == NEVER ? 0 : picture.mediaMicros() - lastMicros);
          } else {
            over.addAll(tracker.step(picture.mediaMicros(), picture.detections()));
          }
        });
    lastMicros = picture.mediaMicros();
    return over;
  }

  /** The living tracks. */
  List<Track> tracks() {
    List<Track> living = new ArrayList<>();
    trackers.values().forEach(tracker -> living.addAll(tracker.tracks()));
    return living;
  }

  /** Nobody looked for this long, and nothing moved. */
  void rest(long micros) {
    lastMicros = lastMicros == NEVER ? NEVER : lastMicros + micros;
    trackers.values().forEach(tracker -> tracker.rest(micros));
  }

  /** Ends the tracks of faces, and returns the confirmed ones. */
  List<Track> endFaces() {
    Tracker faces = trackers.get(TrackGroup.FACES);
    return faces == null ? List.of() : faces.end();
  }

  /** Ends all tracks; track numbers go on increasing. */
  void end() {
    trackers.values().forEach(Tracker::end);
    lastMicros = NEVER;
  }
}
