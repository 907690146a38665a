package io.outpost.agent.analysis;

import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Still;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A JPEG that belongs to an observation.
 *
 * @param kind what it shows
 * @param stream whose picture it is of
 * @param ahead by how much that picture was taken later than the one that was analysed; negative
 *     when it was earlier, zero when it is the same
 * @param still owned by the receiver
 * @param moment of a stay in a lane that it shows; empty for images of other things
 * @param marked whether something is drawn on it
 */
public record Image(
    Kind kind,
    Stream stream,
    Duration ahead,
    Still still,
    Optional<Moment> moment,
    boolean marked) {
  /** As it was taken, of no moment in particular. */
  public Image(Kind kind, Stream stream, Duration ahead, Still still) {
    this(kind, stream, ahead, still, Optional.empty(), false);
  }

  /** A whole picture as it was taken, and a copy with marks on it where there is one. */
  public static List<Image> scenes(Stream stream, Duration ahead, MarkedStill still) {
    Image plain = new Image(Kind.SCENE, stream, ahead, still.plain());
    return still
        .marked()
        .map(
            copy ->
                List.of(plain, new Image(Kind.SCENE, stream, ahead, copy, Optional.empty(), true)))
        .orElse(List.of(plain));
  }

  /** The same, of this moment. */
  Image at(Moment when) {
    return new Image(kind, stream, ahead, still, Optional.of(when), marked);
  }

  /** Of a stay in a lane. */
  public enum Moment {
    /** The body comes into the lane. */
    ENTRY("entry"),
    /** It has been there for the dwell. */
    THRESHOLD("threshold"),
    /** It was seen there for the last time. */
    LEAVING("leaving");

    private final String label;

    Moment(String label) {
      this.label = label;
    }

    /** As it stands in events. */
    public String label() {
      return label;
    }
  }

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
