package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.Optional;

/** Writes a new camera's file, and its password where passwords belong. */
final class Registration {
  private final OutpostCommand outpost;
  private final String id;
  private final Optional<String> credentialsName;

  /**
   * @param credentialsName of the entry to be used or made; else, with a password, the id
   */
  Registration(OutpostCommand outpost, String id, Optional<String> credentialsName) {
    this.outpost = outpost;
    this.id = id;
    this.credentialsName = credentialsName;
  }

  /** Names must lead somewhere, and no entry that other cameras use is overwritten by the way. */
  void refuseUnknownOrOther(Optional<Credentials> given)
      throws CommandFailure, ConfigException, IOException {
    CredentialStore credentials = outpost.credentials();
    if (credentialsName.isPresent()
        && given.isEmpty()
        && credentials.find(credentialsName.get()).isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--credentials: no entry '%s' in credentials.yaml; give --user USER to make it"
              .formatted(credentialsName.get()));
    }
    Optional<Credentials> stored = credentials.find(credentialsName.orElse(id));
    if (given.isPresent() && stored.isPresent() && !stored.equals(given)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "credentials.yaml: entry '%s' has another user or password; name another one with"
                  .formatted(credentialsName.orElse(id))
              + " --credentials NAME, or change it: outpost credentials set NAME");
    }
  }

  /** The camera with its entry of credentials, found right. */
  Camera camera(CameraDraft draft, Optional<Credentials> given)
      throws ConfigException, IOException {
    Camera camera =
        draft
            .credentials(
                given.isPresent() ? Optional.of(credentialsName.orElse(id)) : credentialsName)
            .build();
    outpost.cameras().check(camera);
    return camera;
  }

  int add(Camera camera, Optional<Credentials> given) throws ConfigException, IOException {
    CameraStore cameras = outpost.cameras();
    if (given.isPresent()) { // first: a running agent takes the camera as soon as it is there
      outpost.credentials().put(credentialsName.orElse(id), given.get());
    }
    cameras.write(camera);
    outpost.terminal().out().println("added camera " + id);
    return ExitCode.OK.code();
  }
}
