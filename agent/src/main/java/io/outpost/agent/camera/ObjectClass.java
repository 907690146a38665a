package io.outpost.agent.camera;

/** What a detector can name. Detection only: there is no finer attribute of a person, by design. */
public enum ObjectClass {
  FACE("face"),
  PERSON("person"),
  VEHICLE("vehicle"),
  BICYCLE("bicycle");

  private final String label;

  ObjectClass(String label) {
    this.label = label;
  }

  /** As it stands in camera files and events. */
  public String label() {
    return label;
  }
}
