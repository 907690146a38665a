package io.outpost.agent.cli;

import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Device;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.doctor.Diagnosis;
import io.outpost.agent.onvif.CameraDescription;
import io.outpost.agent.onvif.CameraDescription.Role;
import java.net.URI;
import java.util.Optional;

/**
 * A camera as it was found, ready to be registered.
 *
 * @param name that it bears itself
 */
record FoundCamera(Streams streams, Optional<Device> device, Optional<String> name) {
  /** From what the doctor saw; empty when there is no main stream. */
  static Optional<FoundCamera> of(Diagnosis diagnosis) {
    Optional<URI> main = uri(diagnosis, Role.MAIN);
    return main.map(
        uri ->
            new FoundCamera(
                new Streams(uri, uri(diagnosis, Role.SUB)),
                diagnosis.description().map(FoundCamera::device),
                diagnosis.description().flatMap(found -> found.scopes().name())));
  }

  /** From what the camera says; empty when it says no main stream. */
  static Optional<FoundCamera> of(CameraDescription description, Optional<String> endpoint) {
    return description.stream(Role.MAIN)
        .map(
            main ->
                new FoundCamera(
                    new Streams(
                        main.uri(),
                        description.stream(Role.SUB).map(CameraDescription.Stream::uri)),
                    Optional.of(Device.at(description.service(), endpoint)),
                    description.scopes().name()));
  }

  CameraDraft draft(String id) {
    return new CameraDraft(id, streams).device(device);
  }

  private static Optional<URI> uri(Diagnosis diagnosis, Role role) {
    return diagnosis.streams().stream()
        .filter(stream -> stream.role().equals(role.label()))
        .map(Diagnosis.Stream::uri)
        .findFirst();
  }

  private static Device device(CameraDescription description) {
    return Device.at(description.service(), Optional.empty());
  }
}
