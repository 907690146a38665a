package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.List;
import java.util.Optional;

/**
 * A position that a camera keeps (ONVIF PTZ, GetPresets).
 *
 * @param name for people, decoded; cameras may have hundreds, and several of one name
 */
public record PtzPreset(String token, String name, Optional<PtzPosition> position) {
  /** Presets beyond these are left out. */
  static final int MAX_PRESETS = 1024;

  static List<PtzPreset> readAll(XmlElement response) {
    return response.children("Preset").stream()
        .filter(preset -> preset.attribute("token").isPresent())
        .limit(MAX_PRESETS)
        .map(
            preset ->
                new PtzPreset(
                    preset.attribute("token").orElse(""),
                    PercentEncoding.decode(preset.textAt("Name").orElse("")),
                    PtzPosition.read(preset.child("PTZPosition"))))
        .toList();
  }
}
