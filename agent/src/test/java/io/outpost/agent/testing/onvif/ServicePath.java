package io.outpost.agent.testing.onvif;

import io.outpost.protocols.onvif.Service;

/** The last step of a service's usual path. */
final class ServicePath {
  private ServicePath() {}

  static String of(Service service) {
    return switch (service) {
      case DEVICE -> "device_service";
      case MEDIA -> "media_service";
      case MEDIA2 -> "media2_service";
      case PTZ -> "ptz_service";
      case EVENTS -> "event_service";
      case SUBSCRIPTION -> "subscription";
    };
  }
}
