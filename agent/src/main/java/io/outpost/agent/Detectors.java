package io.outpost.agent;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.Suggestion;
import io.outpost.agent.event.Detecting;
import io.outpost.agent.event.EventType;
import io.outpost.agent.event.Versions;
import io.outpost.agent.vision.ChosenDetectors;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.DetectorNames;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelFolder;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** From the names of detectors in the configuration to what workers are given, and to events. */
final class Detectors {
  private Detectors() {}

  /**
   * @throws ConfigException when one of the names is not that of an installed model of its kind
   */
  static DetectorChoice choose(DetectorNames names, ModelFolder folder)
      throws ConfigException, IOException {
    return new DetectorChoice(
        find(names.faces(), ModelKind.FACE, folder), find(names.bodies(), ModelKind.BODY, folder));
  }

  /** Events tell which detector was in use, whatever was chosen. */
  static Detecting detecting(ChosenDetectors chosen) {
    return (camera, type) -> kind(type).stream().map(kind -> model(chosen.name(kind))).toList();
  }

  private static Optional<InstalledModel> find(
      Optional<String> name, ModelKind kind, ModelFolder folder)
      throws ConfigException, IOException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String key = kind == ModelKind.FACE ? "faces" : "bodies";
    Optional<InstalledModel> found = folder.find(name.get());
    if (found.isEmpty()) {
      List<String> known =
          folder.list().models().stream().map(model -> model.model().name()).toList();
      throw new ConfigException(
          "agent.yaml: detectors.%s: no model '%s' is installed%s; 'outpost models list' shows those that are"
              .formatted(key, name.get(), Suggestion.among(known, name.get())));
    }
    if (found.get().model().kind() != kind) {
      throw new ConfigException(
          "agent.yaml: detectors.%s: the model '%s' is of kind %s; expected one of kind %s"
              .formatted(key, name.get(), found.get().model().kind().label(), kind.label()));
    }
    return found;
  }

  /** Of the detector that an event of this type comes from. */
  static Optional<ModelKind> kind(EventType type) {
    if (type == EventType.FACE_CAPTURED) {
      return Optional.of(ModelKind.FACE);
    }
    boolean bodies = type == EventType.LANE_OCCUPIED || type == EventType.CONGESTION_NOTICED;
    return bodies ? Optional.of(ModelKind.BODY) : Optional.empty();
  }

  private static Versions.Model model(ModelName name) {
    return new Versions.Model(name.name(), name.version());
  }
}
