package io.outpost.agent.camera;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A camera's ONVIF device.
 *
 * @param service the device service, {@code http://} or {@code https://}, without user information
 * @param endpoint its endpoint reference (WS-Discovery 1.1 section 2), which stays when its address
 *     changes
 * @param events which of its signals become events; none, and it is not listened to
 */
public record Device(URI service, Optional<String> endpoint, Set<Signal> events) {
  /** Motion is left out: it comes by the thousand. */
  public static final Set<Signal> DEFAULT_EVENTS = Set.of(Signal.TAMPER, Signal.DIGITAL_INPUT);

  public Device {
    events = Set.copyOf(events);
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

  /** With the signals that are listened to where nothing else is said. */
  public static Device at(URI service, Optional<String> endpoint) {
    return new Device(service, endpoint, DEFAULT_EVENTS);
  }

  /** The same at another address. */
  public Device movedTo(URI other) {
    return new Device(other, endpoint, events);
  }
}
