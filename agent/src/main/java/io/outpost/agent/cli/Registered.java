package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.Suggestion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds a camera by what was typed. */
final class Registered {
  private Registered() {}

  static Camera camera(OutpostCommand outpost, String id)
      throws CommandFailure, ConfigException, IOException {
    CameraStore store = outpost.cameras();
    Optional<Camera> camera = store.find(id);
    if (camera.isPresent()) {
      return camera.get();
    }
    List<String> known = store.list().cameras().stream().map(Camera::id).toList();
    String hint = Suggestion.among(known, id);
    throw new CommandFailure(
        ExitCode.FAILED,
        "no camera '%s' in %s%s"
            .formatted(
                id,
                outpost.configFolder().resolve("cameras.d"),
                hint.isEmpty() ? "; 'outpost camera list' shows what there is" : hint));
  }
}
