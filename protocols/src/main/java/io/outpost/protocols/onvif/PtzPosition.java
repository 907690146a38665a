package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a camera looks (ONVIF PTZ, PTZVector), in the position space of the camera, mostly -1 to 1
 * for pan and tilt and 0 to 1 for zoom. What the camera does not tell is empty.
 */
public record PtzPosition(OptionalDouble pan, OptionalDouble tilt, OptionalDouble zoom) {
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
