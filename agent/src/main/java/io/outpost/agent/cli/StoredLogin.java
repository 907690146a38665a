package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.Optional;

/** What a registered camera is asked with: what was given, or else what is stored. */
final class StoredLogin {
  private StoredLogin() {}

  static Optional<Credentials> of(OutpostCommand outpost, Camera camera, LoginOptions login)
      throws CommandFailure, ConfigException, IOException {
    Optional<Credentials> given = login.ask(outpost.terminal(), camera.id());
    if (given.isPresent() || camera.credentials().isEmpty()) {
      return given;
    }
    String name = camera.credentials().get();
    Optional<Credentials> stored = outpost.credentials().find(name);
    if (stored.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "camera %s: no entry '%s' in credentials.yaml; store it: outpost credentials set %s --user USER"
              .formatted(camera.id(), name, name));
    }
    return stored;
  }
}
