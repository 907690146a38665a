package io.outpost.agent.camera;

import java.util.Arrays;
import java.util.Optional;

/**
 * What goes with events as evidence.
 *
 * @param stills of which moments of a stay in a lane there are stills
 * @param marked whether there is a copy of each still with the lane and the body drawn on it
 * @param blurFaces whether faces are made unrecognisable in whole pictures, but for the one that an
 *     event is of
 */
public record Evidence(Moments stills, boolean marked, boolean blurFaces, Clips clips) {
  public static final Evidence DEFAULT = new Evidence(Moments.ALL, true);

  /** With faces blurred, and without clips. */
  public Evidence(Moments stills, boolean marked) {
    this(stills, marked, true, Clips.NONE);
  }

  /** Whether it takes pictures that have passed. */
  public boolean looksBack() {
    return stills == Moments.ALL || clips.source() != Clips.Source.NONE;
  }

  /** Of which moments there are stills. */
  public enum Moments {
    /** Of none. */
    NONE("none"),
    /** When the dwell is over, and the event begins. */
    THRESHOLD("threshold"),
    /** When the body comes into the lane, when the dwell is over, and before it leaves. */
    ALL("all");

    private final String label;

    Moments(String label) {
      this.label = label;
    }

    /** As it stands in camera files. */
    public String label() {
      return label;
    }

    /** The one that is called so. */
    public static Optional<Moments> of(String label) {
      return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
  }
}
