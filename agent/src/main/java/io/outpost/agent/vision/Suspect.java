package io.outpost.agent.vision;

/**
 * Whose pictures a worker decodes, to blame should it die over them. What is decoded for stills
 * alone is blamed apart from the analysed stream: it must not cost the camera its analysis.
 */
final class Suspect {
  /** Which of a camera's streams. */
  enum Part {
    ANALYSED,
    STILLS
  }

  private final String camera;
  private final Part part;

  /** Worker's deaths in a row with this in its hands. Link's thread only. */
  int strikes;

  Suspect(String camera, Part part) {
    this.camera = camera;
    this.part = part;
  }

  String camera() {
    return camera;
  }

  Part part() {
    return part;
  }

  /** The same for all that may be blamed for the same pictures. */
  String key() {
    return part + "/" + camera;
  }
}
