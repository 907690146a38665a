package io.outpost.agent.vision.model;

/** What events call a model. */
public record ModelName(String name, String version) {
  /** A user's own. */
  public static ModelName of(DetectorModel model) {
    return new ModelName(model.name(), model.version());
  }

  /**
   * The one that is packaged with the agent; versions are those of the packages that they come in.
   */
  public static ModelName builtIn(ModelKind kind) {
    return switch (kind) {
      case FACE -> new ModelName("blazeface-full-range", "0.4.1646425229");
      case BODY -> new ModelName("ssd-mobilenet-v2-oidv4", "0.4.1675468480");
    };
  }
}
