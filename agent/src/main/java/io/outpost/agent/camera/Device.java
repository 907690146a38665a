package io.outpost.agent.camera;

import java.net.URI;
import java.util.Optional;

/**
 * A camera's ONVIF device.
 *
 * @param service the device service, {@code http://} or {@code https://}, without user information
 * @param endpoint its endpoint reference (WS-Discovery 1.1 section 2), which stays when its address
 *     changes
 */
public record Device(URI service, Optional<String> endpoint) {
  public Device {
    String scheme = service.getScheme();
    if (service.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "expected a URL such as http://192.0.2.10/onvif/device_service");
    }
    if (service.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "carries a user name or password; store it with 'credentials:' by name instead");
    }
  }
}
