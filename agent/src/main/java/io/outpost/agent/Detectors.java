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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    DetectorChoice named = named(names, "agent.yaml", folder);
    return names.faces().isPresent() ? named : new DetectorChoice(yunet(folder), named.bodies());
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
    DetectorChoice named = named(camera.detectors(), shownAs, folder);
    return new DetectorChoice(
        ofKind(camera, ModelKind.FACE, named, usual), ofKind(camera, ModelKind.BODY, named, usual));
  }

  private static Optional<InstalledModel> ofKind(
      Camera camera, ModelKind kind, DetectorChoice named, DetectorChoice usual) {
    if (!looksFor(camera, kind)) {
      return Optional.empty();
    }
    return (name(camera.detectors(), kind).isPresent() ? named : usual).of(kind);
  }

  /** What is wrong with the names in a camera's file, a line for each. */
  public static List<String> problems(Camera camera, String shownAs, ModelFolder folder)
      throws IOException {
    try {
      named(camera.detectors(), shownAs, folder);
      return List.of();
    } catch (ConfigException wrong) {
      return wrong.problems();
    }
  }

  /** Whether a camera's pictures are looked at for this at all. */
  public static boolean looksFor(Camera camera, ModelKind kind) {
    return switch (kind) {
      case FACE -> camera.faces().enabled();
      case BODY -> !camera.lanes().isEmpty();
    };
  }

  /** The key below {@code detectors} that chooses one for this. */
  public static String key(ModelKind kind) {
    return switch (kind) {
      case FACE -> "faces";
      case BODY -> "bodies";
    };
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
    return Arrays.stream(ModelKind.values())
        .filter(kind -> looksFor(camera, kind))
        .map(kind -> inUse(camera.id(), kind, chosen))
        .toList();
  }

  private static DetectorStatus inUse(String camera, ModelKind kind, ChosenDetectors chosen) {
    ModelName name = chosen.name(camera, kind);
    return new DetectorStatus(key(kind), name.name(), name.version(), chosen.refusal(camera, kind));
  }

  /** Events tell which detector was in use, whatever was chosen. */
  public static Detecting detecting(ChosenDetectors chosen) {
    return (camera, type) ->
        kind(type).stream().map(kind -> model(chosen.name(camera.id(), kind))).toList();
  }

  /** The models that a file names; none where it names none, or the built-in one. */
  private static DetectorChoice named(DetectorNames names, String file, ModelFolder folder)
      throws ConfigException, IOException {
    List<String> problems = new ArrayList<>();
    Map<ModelKind, InstalledModel> found = new EnumMap<>(ModelKind.class);
    for (ModelKind kind : ModelKind.values()) {
      try {
        find(name(names, kind), new Place(file, kind), folder)
            .ifPresent(model -> found.put(kind, model));
      } catch (ConfigException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new DetectorChoice(
        Optional.ofNullable(found.get(ModelKind.FACE)),
        Optional.ofNullable(found.get(ModelKind.BODY)));
  }

  /** Where a name stands, and of what kind its model has to be. */
  private record Place(String file, ModelKind kind) {
    String key() {
      return Detectors.key(kind);
    }
  }

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
