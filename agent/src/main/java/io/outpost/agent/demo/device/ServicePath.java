package io.outpost.agent.demo.device;

import io.outpost.protocols.onvif.Service;

/** The last step of a service's usual path. */
public final class ServicePath {
  private ServicePath() {}

  public static String of(Service service) {
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
