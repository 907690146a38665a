package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a camera looks (ONVIF PTZ, PTZVector), in the position space of the camera, mostly -1 to 1
 * for pan and tilt and 0 to 1 for zoom. What the camera does not tell is empty.
 */
public record PtzPosition(OptionalDouble pan, OptionalDouble tilt, OptionalDouble zoom) {
  /** Of spaces that go to 1; of others, which tell degrees, so much of the number. */
  private static final double NEAR = 0.01;

  /**
   * Whether the two are the same as far as both tell, give or take what a head misses a place by; a
   * camera that pans all the way round has -1 beside 1. Where they tell nothing in common, no.
   */
  public boolean isNear(PtzPosition other) {
    boolean comparable =
        (pan.isPresent() && other.pan.isPresent()) || (tilt.isPresent() && other.tilt.isPresent());
    return comparable
        && (isNear(pan, other.pan) || isRound(pan, other.pan))
        && isNear(tilt, other.tilt)
        && isNear(zoom, other.zoom);
  }

  private static boolean isNear(OptionalDouble a, OptionalDouble b) {
    if (a.isEmpty() || b.isEmpty()) {
      return true;
    }
    double scale = Math.max(1, Math.max(Math.abs(a.getAsDouble()), Math.abs(b.getAsDouble())));
    return Math.abs(a.getAsDouble() - b.getAsDouble()) <= NEAR * scale;
  }

  private static boolean isRound(OptionalDouble a, OptionalDouble b) {
    double between = Math.abs(a.orElse(0) - b.orElse(0));
    return Math.abs(a.orElse(0)) <= 1 && Math.abs(b.orElse(0)) <= 1 && 2 - between <= NEAR;
  }

  static Optional<PtzPosition> read(Optional<XmlElement> vector) {
    return vector
        .map(
            v ->
                new PtzPosition(
                    coordinate(v, "PanTilt", "x"),
                    coordinate(v, "PanTilt", "y"),
                    coordinate(v, "Zoom", "x")))
        .filter(p -> p.pan.isPresent() || p.tilt.isPresent() || p.zoom.isPresent());
  }

  private static OptionalDouble coordinate(XmlElement vector, String axis, String name) {
    return Fields.decimal(vector.child(axis).flatMap(element -> element.attribute(name)));
  }
}
