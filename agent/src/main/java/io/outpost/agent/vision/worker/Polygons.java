package io.outpost.agent.vision.worker;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import java.util.ArrayList;
import java.util.List;

/** Polygons of the schema as the agent's. */
final class Polygons {
  private Polygons() {}

  static List<Polygon> of(List<io.outpost.agent.vision.wire.Polygon> polygons)
      throws VisionException {
    List<Polygon> converted = new ArrayList<>();
    for (var polygon : polygons) {
      try {
        converted.add(
            new Polygon(
                polygon.getCornersList().stream()
                    .map(c -> new Point(c.getX(), c.getY()))
                    .toList()));
      } catch (IllegalArgumentException e) {
        throw new VisionException(String.valueOf(e.getMessage()));
      }
    }
    return converted;
  }
}
