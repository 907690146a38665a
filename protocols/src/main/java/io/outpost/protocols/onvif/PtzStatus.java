package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a camera looks now, and whether it moves (ONVIF PTZ, GetStatus).
 *
 * @param time by the camera's clock
 */
public record PtzStatus(
    Optional<PtzPosition> position, MoveStatus panTilt, MoveStatus zoom, Optional<Instant> time) {

  /** Whether it moves (ONVIF PTZ, MoveStatus). */
  public enum MoveStatus {
    IDLE,
    MOVING,
    UNKNOWN
  }

  static PtzStatus read(XmlElement response) throws ProtocolException {
    XmlElement status = Fields.element(response, "PTZStatus");
    return new PtzStatus(
        PtzPosition.read(status.child("Position")),
        moveStatus(status.textAt("MoveStatus", "PanTilt")),
        moveStatus(status.textAt("MoveStatus", "Zoom")),
        Fields.instant(status.textAt("UtcTime")));
  }

  private static MoveStatus moveStatus(Optional<String> text) {
    return switch (text.orElse("").toUpperCase(Locale.ROOT)) {
      case "IDLE" -> MoveStatus.IDLE;
      case "MOVING" -> MoveStatus.MOVING;
      default -> MoveStatus.UNKNOWN;
    };
  }
}
