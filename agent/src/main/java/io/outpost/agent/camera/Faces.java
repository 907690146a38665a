package io.outpost.agent.camera;

/**
 * Face capture on a camera.
 *
 * @param minWidth narrowest face worth capturing, in pixels of the analysed stream
 */
public record Faces(boolean enabled, int minWidth) {
  public static final Faces DISABLED = new Faces(false, 20);

  public Faces {
    if (minWidth < 8) {
      throw new IllegalArgumentException(
          "faces.minWidth is " + minWidth + ", expected at least 8 pixels");
    }
  }
}
