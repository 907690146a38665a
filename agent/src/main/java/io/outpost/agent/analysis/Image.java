package io.outpost.agent.analysis;

import io.outpost.agent.vision.Still;
import java.time.Duration;

/**
 * A JPEG that belongs to an observation.
 *
 * @param kind what it shows
 * @param stream whose picture it is of
 * @param ahead by how much that picture was taken later than the one that was analysed; negative
 *     when it was earlier, zero when it is the same
 * @param still owned by the receiver
 */
public record Image(Kind kind, Stream stream, Duration ahead, Still still) {
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

  /** Where a picture came from. */
  public enum Stream {
    MAIN("main"),
    SUB("sub"),
    /** A file in place of a camera. */
    CLIP("clip");

    private final String label;

    Stream(String label) {
      this.label = label;
    }

    /** As it stands in events. */
    public String label() {
      return label;
    }
  }

  public byte[] jpeg() {
    return still.jpeg();
  }
}
