package io.outpost.agent.cli;

import io.outpost.agent.Detectors;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.vision.model.ModelKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Which detector looks at what, as the files say now; for the agent, from its next start on. */
final class ModelUse {
  private final DetectorNames named;
  private final Optional<String> yunet;
  private final List<Camera> cameras;

  private ModelUse(DetectorNames named, Optional<String> yunet, List<Camera> cameras) {
    this.named = named;
    this.yunet = yunet;
    this.cameras = cameras;
  }

  static ModelUse of(OutpostCommand outpost) throws ConfigException, IOException {
    // Unchecked: a camera whose other detector is missing counts too.
    CameraStore store = new CameraStore(outpost.configFolder().resolve("cameras.d"));
    return new ModelUse(
        outpost.agentConfig().detectors(),
        Detectors.yunet(outpost.models()).map(model -> model.model().name()),
        store.list().cameras());
  }

  /** What is used where nobody says anything: the name of a model, or {@code builtin}. */
  String usual(ModelKind kind) {
    Optional<String> byItself = kind == ModelKind.FACE ? yunet : Optional.empty();
    return Detectors.name(named, kind).or(() -> byItself).orElse(DetectorNames.BUILT_IN);
  }

  /** Whether it is used though nobody names it. */
  boolean isByItself(String name) {
    return named.faces().isEmpty() && yunet.filter(name::equals).isPresent();
  }

  boolean isNamedByAgent(String name) {
    return named.faces().filter(name::equals).isPresent()
        || named.bodies().filter(name::equals).isPresent();
  }

  /** Ids of the cameras whose files name it. */
  List<String> naming(String name) {
    return cameras.stream()
        .filter(
            camera ->
                camera.detectors().faces().filter(name::equals).isPresent()
                    || camera.detectors().bodies().filter(name::equals).isPresent())
        .map(Camera::id)
        .toList();
  }

  /** Ids of the cameras that are looked at with it. */
  List<String> cameras(ModelKind kind, String name) {
    return cameras.stream()
        .filter(camera -> camera.enabled() && Detectors.looksFor(camera, kind))
        .filter(
            camera ->
                Detectors.name(camera.detectors(), kind).orElseGet(() -> usual(kind)).equals(name))
        .map(Camera::id)
        .toList();
  }
}
