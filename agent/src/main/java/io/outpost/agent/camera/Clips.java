package io.outpost.agent.camera;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a few seconds of video go with the events of lanes, as the camera coded them.
 *
 * @param source of which stream
 * @param maxBytes a longer clip is cut shorter
 * @param withoutMasks whether there are clips of a camera that has masks: what is not coded anew
 *     cannot have them burnt in, and shows what they hide
 */
public record Clips(Source source, long maxBytes, boolean withoutMasks) {
  /** With what an MP4 adds to the pictures it has to fit into what the outbox takes of an event. */
  public static final long LARGEST_BYTES = 12L << 20;

  public static final Clips NONE = new Clips(Source.NONE, 4L << 20, false);

  public Clips {
    if (maxBytes < 1 || maxBytes > LARGEST_BYTES) {
      throw new IllegalArgumentException("expected at most 12MiB");
    }
  }

  /** Which stream clips are of. */
  public enum Source {
    /** There are no clips. */
    NONE("none"),
    /** The one that is analysed: the sub-stream where there is one. */
    ANALYSED("analysed"),
    /** The main stream; where it cannot be had, the analysed one. */
    MAIN("main");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** As it stands in camera files. */
    public String label() {
      return label;
    }

    /** The one that is called so. */
    public static Optional<Source> of(String label) {
      return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
  }
}
