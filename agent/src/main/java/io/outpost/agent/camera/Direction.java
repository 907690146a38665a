package io.outpost.agent.camera;

import java.util.Arrays;
import java.util.Optional;

/**
 * An arrow drawn into the picture, and which of the two ways counts.
 *
 * @param from where the arrow begins
 * @param to where its head is
 * @param only which way a body must go to count
 */
public record Direction(Point from, Point to, Sense only) {
  /** A shorter arrow does not say where it points: its ends are drawn by hand. */
  static final double SHORTEST = 0.02;

  public Direction {
    if (Math.hypot(to.x() - from.x(), to.y() - from.y()) < SHORTEST) {
      throw new IllegalArgumentException(
          "from and to are less than " + SHORTEST + " of the picture apart; draw a longer arrow");
    }
  }

  /** One of the two ways. */
  public enum Sense {
    ALONG("along"),
    AGAINST("against");

    private final String label;

    Sense(String label) {
      this.label = label;
    }

    /** As it stands in camera files and events. */
    public String label() {
      return label;
    }

    /** The one of that label. */
    public static Optional<Sense> of(String label) {
      return Arrays.stream(values()).filter(sense -> sense.label.equals(label)).findFirst();
    }
  }
}
