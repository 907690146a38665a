package io.outpost.agent.demo.device;

import java.util.List;
import java.util.Optional;

/**
 * Who a simulated camera says that it is.
 *
 * @param hardwareId as GetDeviceInformation gives it; some cameras leave it out
 * @param endpoint its lasting name in WS-Discovery, {@code urn:uuid:...}
 */
public record DeviceIdentity(
    String manufacturer, String model, Optional<String> hardwareId, String name, String endpoint) {

  /** What it announces, and answers to GetScopes. */
  List<String> scopes() {
    return List.of(
        "onvif://www.onvif.org/type/video_encoder",
        "onvif://www.onvif.org/Profile/Streaming",
        "onvif://www.onvif.org/hardware/" + model.replace(" ", "%20"),
        "onvif://www.onvif.org/name/" + name.replace(" ", "%20"),
        "onvif://www.onvif.org/location/");
  }
}
