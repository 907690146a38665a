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
 */
public record StreamSpec(
    String camera, VideoCodec codec, List<Polygon> masks, Faces faces, List<Lane> lanes) {
  public StreamSpec {
    masks = List.copyOf(masks);
    lanes = List.copyOf(lanes);
  }

  public static StreamSpec of(Camera camera, VideoCodec codec) {
    return new StreamSpec(camera.id(), codec, camera.masks(), camera.faces(), camera.lanes());
  }
}
