package io.outpost.agent.evaluate;

import io.outpost.agent.camera.Camera;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person saw in a clip.
 *
 * @param lanes empty where lane events are not scored; an empty list where none is right
 * @param faces the same for faces
 * @param congestion the same for queues; each names its group where an entry of a lane names that
 */
public record Truth(
    Watched watched,
    Optional<List<LaneTruth>> lanes,
    Optional<List<FaceTruth>> faces,
    List<CountTruth> counts,
    Optional<List<LaneTruth>> congestion) {
  public Truth {
    congestion = congestion.map(List::copyOf);
    lanes = lanes.map(List::copyOf);
    faces = faces.map(List::copyOf);
    counts = List.copyOf(counts);
  }

  /**
   * A clip, and what is to be looked for in it.
   *
   * @param name of the file of truth, without its ending
   * @param start when the clip begins
   * @param cameraFile where the camera is described: a camera file, or the file of truth itself
   */
  public record Watched(String name, Path clip, Instant start, Camera camera, Path cameraFile) {}

  /** The file's name without its ending. */
  public String name() {
    return watched.name();
  }
}
