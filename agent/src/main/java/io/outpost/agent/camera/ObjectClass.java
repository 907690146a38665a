package io.outpost.agent.camera;

/** What can be told apart. Detection only: there is no finer attribute of a person, by design. */
public enum ObjectClass {
  FACE("face"),
  PERSON("person"),
  VEHICLE("vehicle"),
  BICYCLE("bicycle"),
  /** A body that no detector names, found by what it hides of the ground. */
  UNKNOWN("unknown");

  private final String label;

  ObjectClass(String label) {
    this.label = label;
  }

  /** As it stands in camera files and events. */
  public String label() {
    return label;
  }
}
