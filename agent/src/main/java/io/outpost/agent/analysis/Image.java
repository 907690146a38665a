package io.outpost.agent.analysis;

/**
 * A JPEG that belongs to an observation.
 *
 * @param kind what it shows
 * @param jpeg owned by the receiver
 */
public record Image(Kind kind, byte[] jpeg) {
  /** What an image shows. */
  public enum Kind {
    /** A face with some margin. */
    FACE("face"),
    /** The whole picture. */
    SCENE("scene");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As it stands in events. */
    public String label() {
      return label;
    }
  }
}
