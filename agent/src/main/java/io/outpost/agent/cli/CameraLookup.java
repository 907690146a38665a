package io.outpost.agent.cli;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.onvif.CameraDescription;
import io.outpost.agent.onvif.DeviceAddress;
import io.outpost.agent.onvif.DiscoveredDevice;
import io.outpost.agent.onvif.Discovery;
import io.outpost.agent.onvif.OnvifClient;
import io.outpost.agent.onvif.OnvifException;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks a camera at an address for what its file needs: streams, device service, endpoint. */
final class CameraLookup implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "lookup");
            thread.setDaemon(true);
            return thread;
          });
  private final OnvifClient onvif = new OnvifClient(threads, SystemTime.INSTANCE);

  /**
   * Finds the camera.
   *
   * @param address as somebody typed it
   * @throws CommandFailure saying why it cannot be registered so
   */
  FoundCamera find(String address, Optional<Credentials> credentials)
      throws CommandFailure, InterruptedException {
    DeviceAddress parsed;
    try {
      parsed = DeviceAddress.parse(address);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, "address: " + wrong.getMessage());
    }
    CameraDescription description;
    try {
      description = onvif.find(parsed, credentials);
    } catch (OnvifException failed) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "%s; 'outpost camera doctor %s' looks closer".formatted(failed.getMessage(), address));
    }
    return FoundCamera.of(description, endpoint(parsed.host()))
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "%s: the camera names no stream that can be pulled (%s); register it with --main"
                        .formatted(address, description.choice())));
  }

  /** Without one the camera is registered all the same; it just cannot be followed. */
  private static Optional<String> endpoint(String host) throws InterruptedException {
    try {
      return Discovery.at(host, SystemTime.INSTANCE).map(DiscoveredDevice::endpoint);
    } catch (IOException unanswered) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
