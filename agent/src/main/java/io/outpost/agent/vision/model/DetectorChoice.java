package io.outpost.agent.vision.model;

import java.util.Optional;
import java.util.stream.Stream;

/** The detectors that pictures are looked at with; where none is named, the built-in one. */
public record DetectorChoice(Optional<InstalledModel> faces, Optional<InstalledModel> bodies) {
  public static final DetectorChoice BUILT_IN =
      new DetectorChoice(Optional.empty(), Optional.empty());

  /** With this one in place of the built-in one of its kind. */
  public static DetectorChoice of(InstalledModel model) {
    return switch (model.model().kind()) {
      case FACE -> new DetectorChoice(Optional.of(model), Optional.empty());
      case BODY -> new DetectorChoice(Optional.empty(), Optional.of(model));
    };
  }

  /** The one of this kind; empty for the built-in one. */
  public Optional<InstalledModel> of(ModelKind kind) {
    return switch (kind) {
      case FACE -> faces;
      case BODY -> bodies;
    };
  }

  /** Those that are named. */
  public Stream<InstalledModel> models() {
    return Stream.concat(faces.stream(), bodies.stream());
  }
}
