package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Device;
import io.outpost.agent.camera.Streams;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Follows a camera to another address. */
final class CameraHost {
  private CameraHost() {}

  /** With the device service that was found, and streams on its host. */
  static Camera moved(Camera camera, URI service) {
    return CameraDraft.of(at(camera, service.getHost()))
        .device(
            Optional.of(
                camera
                    .device()
                    .map(device -> device.movedTo(service))
                    .orElseGet(() -> Device.at(service, Optional.empty()))))
        .build();
  }

  /** With all its URIs on another host; ports and paths stay. */
  static Camera at(Camera camera, String host) {
    Streams streams = camera.streams();
    return CameraDraft.of(camera)
        .streams(streams.with(on(streams.main(), host), streams.sub().map(sub -> on(sub, host))))
        .device(camera.device().map(device -> device.movedTo(on(device.service(), host))))
        .build();
  }

  private static URI on(URI uri, String host) {
    try {
      return new URI(
          uri.getScheme(), null, host, uri.getPort(), uri.getPath(), uri.getQuery(), null);
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException("'" + host + "' is no host", impossible);
    }
  }
}
