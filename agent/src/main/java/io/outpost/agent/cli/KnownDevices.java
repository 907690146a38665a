package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.onvif.DiscoveredDevice;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which discovered devices are registered: by endpoint, which stays, or by address. */
final class KnownDevices {
  private final List<Camera> cameras;

  KnownDevices(List<Camera> cameras) {
    this.cameras = List.copyOf(cameras);
  }

  Optional<Camera> find(DiscoveredDevice device) {
    return cameras.stream()
        .filter(camera -> bearsEndpoint(camera, device))
        .findFirst()
        .or(
            () ->
                cameras.stream()
                    // An address may have gone to another camera: then the endpoint says so.
                    .filter(camera -> endpoint(camera).isEmpty())
                    .filter(camera -> hosts(camera).anyMatch(device.address()::equals))
                    .findFirst());
  }

  /** The host that the camera is registered with, when the device answers from another one. */
  Optional<String> movedFrom(Camera camera, DiscoveredDevice device) {
    boolean named = hosts(camera).anyMatch(host -> !isLiteral(host));
    boolean here = hosts(camera).anyMatch(device.address()::equals);
    return named || here || !bearsEndpoint(camera, device)
        ? Optional.empty()
        : hosts(camera).findFirst();
  }

  private static Optional<String> endpoint(Camera camera) {
    return camera.device().flatMap(device -> device.endpoint());
  }

  private static boolean bearsEndpoint(Camera camera, DiscoveredDevice device) {
    return endpoint(camera)
        .filter(
            endpoint ->
                endpoint.equalsIgnoreCase(device.endpoint())
                    || endpoint.equalsIgnoreCase("urn:" + device.endpoint())
                    || ("urn:" + endpoint).equalsIgnoreCase(device.endpoint()))
        .isPresent();
  }

  private static Stream<String> hosts(Camera camera) {
    return Stream.concat(
            Stream.of(camera.streams().main()), camera.device().map(d -> d.service()).stream())
        .map(URI::getHost)
        .filter(host -> host != null);
  }

  /** Whoever registered a name trusts the name server to follow the camera. */
  private static boolean isLiteral(String host) {
    return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
