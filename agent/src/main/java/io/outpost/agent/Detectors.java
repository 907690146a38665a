package io.outpost.agent;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.Suggestion;
import io.outpost.agent.console.DetectorStatus;
import io.outpost.agent.event.Detecting;
import io.outpost.agent.event.EventType;
import io.outpost.agent.event.Versions;
import io.outpost.agent.vision.ChosenDetectors;
import io.outpost.agent.vision.model.DecodingStyle;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelFolder;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the names of detectors in configurations to what workers are given, and to events. */
public final class Detectors {
  private Detectors() {}

  /**
   * What the agent looks with at the cameras that say nothing of it: what it names itself; else,
   * for faces, the first installed model of YuNet's style; else the built-in ones.
   *
   * @throws ConfigException when one of the names is not that of an installed model of its kind
   */
  public static DetectorChoice usual(DetectorNames names, ModelFolder folder)
      throws ConfigException, IOException {
    Optional<InstalledModel> faces =
        names.faces().isEmpty()
            ? yunet(folder)
            : find(names.faces(), new Place("agent.yaml", "faces", ModelKind.FACE), folder);
    return new DetectorChoice(
        faces, find(names.bodies(), new Place("agent.yaml", "bodies", ModelKind.BODY), folder));
  }

  /**
   * What a camera is looked at with, as far as it is looked at for that.
   *
   * @param shownAs the camera's file, in messages
   * @param usual where the camera says nothing
   * @throws ConfigException when it names what is not an installed model of its kind
   */
  public static DetectorChoice of(
      Camera camera, String shownAs, DetectorChoice usual, ModelFolder folder)
      throws ConfigException, IOException {
    List<String> problems = problems(camera, shownAs, folder);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    DetectorNames names = camera.detectors();
    return new DetectorChoice(
        !camera.faces().enabled()
            ? Optional.empty()
            : names.faces().isEmpty() ? usual.faces() : folder.find(names.faces().get()),
        camera.lanes().isEmpty()
            ? Optional.empty()
            : names.bodies().isEmpty() ? usual.bodies() : folder.find(names.bodies().get()));
  }

  /** What is wrong with the names in a camera's file, a line for each. */
  public static List<String> problems(Camera camera, String shownAs, ModelFolder folder)
      throws IOException {
    List<String> problems = new ArrayList<>();
    for (ModelKind kind : ModelKind.values()) {
      try {
        find(
            name(camera.detectors(), kind),
            new Place(shownAs, kind == ModelKind.FACE ? "faces" : "bodies", kind),
            folder);
      } catch (ConfigException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    return problems;
  }

  /** The one that is chosen for this, if any is. */
  public static Optional<String> name(DetectorNames names, ModelKind kind) {
    return switch (kind) {
      case FACE -> names.faces();
      case BODY -> names.bodies();
    };
  }

  /** What is used for faces when nobody says anything: the first of its style, by name. */
  public static Optional<InstalledModel> yunet(ModelFolder folder) throws IOException {
    return folder.list().models().stream()
        .filter(model -> model.model().decoding().style() == DecodingStyle.YUNET)
        .findFirst();
  }

  /** What looks at a camera's pictures now, as far as anything is asked for. */
  static List<DetectorStatus> inUse(Camera camera, ChosenDetectors chosen) {
    List<DetectorStatus> detectors = new ArrayList<>();
    if (camera.faces().enabled()) {
      detectors.add(inUse("faces", camera.id(), ModelKind.FACE, chosen));
    }
    if (!camera.lanes().isEmpty()) {
      detectors.add(inUse("bodies", camera.id(), ModelKind.BODY, chosen));
    }
    return detectors;
  }

  private static DetectorStatus inUse(
      String purpose, String camera, ModelKind kind, ChosenDetectors chosen) {
    ModelName name = chosen.name(camera, kind);
    return new DetectorStatus(purpose, name.name(), name.version(), chosen.refusal(camera, kind));
  }

  /** Events tell which detector was in use, whatever was chosen. */
  static Detecting detecting(ChosenDetectors chosen) {
    return (camera, type) ->
        kind(type).stream().map(kind -> model(chosen.name(camera.id(), kind))).toList();
  }

  /**
   * Where a name stands.
   *
   * @param key below {@code detectors}
   */
  private record Place(String file, String key, ModelKind kind) {}

  private static Optional<InstalledModel> find(
      Optional<String> name, Place place, ModelFolder folder) throws ConfigException, IOException {
    if (name.isEmpty() || name.get().equals(DetectorNames.BUILT_IN)) {
      return Optional.empty();
    }
    Optional<InstalledModel> found = folder.find(name.get());
    if (found.isEmpty()) {
      List<String> known =
          folder.list().models().stream().map(model -> model.model().name()).toList();
      throw new ConfigException(
          "%s: detectors.%s: no model '%s' is installed%s; 'outpost models list' shows those that are, 'outpost models install' brings one"
              .formatted(
                  place.file(), place.key(), name.get(), Suggestion.among(known, name.get())));
    }
    if (found.get().model().kind() != place.kind()) {
      throw new ConfigException(
          "%s: detectors.%s: the model '%s' is of kind %s; expected one of kind %s, see 'outpost models list'"
              .formatted(
                  place.file(),
                  place.key(),
                  name.get(),
                  found.get().model().kind().label(),
                  place.kind().label()));
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
