package io.outpost.agent.camera;

/**
 * Face capture on a camera.
 *
 * @param minWidth narrowest face worth capturing, in pixels of the analysed stream
 * @param scene whether the whole picture goes with a face
 */
public record Faces(boolean enabled, int minWidth, boolean scene) {
  public static final Faces DISABLED = new Faces(false, 20);

  public Faces {
    if (minWidth < 8) {
      throw new IllegalArgumentException(
          "faces.minWidth is " + minWidth + ", expected at least 8 pixels");
    }
  }

  /** With the whole picture. */
  public Faces(boolean enabled, int minWidth) {
    this(enabled, minWidth, true);
  }

  /** The same, wanted or not. */
  public Faces enabled(boolean wanted) {
    return new Faces(wanted, minWidth, scene);
  }

  /** The same without the whole picture. */
  public Faces withoutScene() {
    return new Faces(enabled, minWidth, false);
  }

  /** Whether whole pictures of faces are told. */
  public boolean tellsScenes() {
    return enabled && scene;
  }
}
