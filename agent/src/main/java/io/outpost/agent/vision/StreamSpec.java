package io.outpost.agent.vision;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.Polygon;
import io.outpost.protocols.rtp.VideoCodec;
import java.util.List;

/**
 * A stream to be analysed.
 *
 * @param camera its id, for metrics, logs and quarantine
 * @param masks burnt in before anything looks at a picture
 * @param lanes no detector of bodies runs when there are none
 * @param gated whether the worker keeps a model of the scene, and gives its word of each picture
 */
public record StreamSpec(
    String camera,
    VideoCodec codec,
    List<Polygon> masks,
    Faces faces,
    List<Lane> lanes,
    boolean gated) {
  public StreamSpec {
    masks = List.copyOf(masks);
    lanes = List.copyOf(lanes);
  }

  /** Without a gate. */
  public StreamSpec(
      String camera, VideoCodec codec, List<Polygon> masks, Faces faces, List<Lane> lanes) {
    this(camera, codec, masks, faces, lanes, false);
  }

  /** To be looked at without a gate. */
  public static StreamSpec of(Camera camera, VideoCodec codec) {
    return new StreamSpec(camera.id(), codec, camera.masks(), camera.faces(), camera.lanes());
  }

  /** The same with a model of the scene. */
  public StreamSpec withGate() {
    return new StreamSpec(camera, codec, masks, faces, lanes, true);
  }
}
