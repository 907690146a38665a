package io.outpost.agent.analysis;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether anybody moves in a short series of pictures whom a rule of the camera would follow. */
public final class Passers {
  /** Of its own size: boxes of what stands tremble by less. */
  private static final double MOVED_SIZES = 0.5;

  private final CameraTrackers trackers;
  private final List<LaneArea> lanes;
  private final Map<Long, Box> firstSeenAt = new HashMap<>();
  private boolean found;

  private Passers(Camera camera) {
    this.trackers = new CameraTrackers(camera);
    this.lanes = camera.lanes().stream().map(lane -> new LaneArea(lane.polygon())).toList();
  }

  /**
   * Looks at all of them.
   *
   * @param pictures in the order in which they were taken
   */
  public static boolean moveIn(Camera camera, List<AnalysedPicture> pictures) {
    Passers passers = new Passers(camera);
    pictures.forEach(passers::look);
    return passers.found;
  }

  private void look(AnalysedPicture picture) {
    trackers.step(picture);
    for (Track track : trackers.tracks()) {
      Box first = firstSeenAt.computeIfAbsent(track.id(), any -> track.box());
      found |=
          track.confirmed()
              && track.observed()
              && moved(first, track.box())
              && matters(track, (double) picture.width() / picture.height());
    }
  }

  /** What drives past beside a lane is nobody's business. */
  private boolean matters(Track track, double aspect) {
    return track.objectClass() == ObjectClass.FACE
        || lanes.stream().anyMatch(lane -> lane.depth(track.box(), aspect) >= 0);
  }

  private static boolean moved(Box from, Box to) {
    return Math.abs(to.centerX() - from.centerX())
            > MOVED_SIZES * Math.max(from.width(), to.width())
        || Math.abs(to.centerY() - from.centerY())
            > MOVED_SIZES * Math.max(from.height(), to.height());
  }
}
