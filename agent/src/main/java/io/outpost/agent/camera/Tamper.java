package io.outpost.agent.camera;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Why nothing that is to be seen in a camera's picture can be trusted. */
public enum Tamper {
  /** There is no light in it. */
  BLACK("black"),

  /** Something hides most of the scene. */
  COVERED("covered"),

  /** It is not sharp any more. */
  DEFOCUSED("defocused"),

  /** It shows another scene, or the same from elsewhere: lanes are not where they were drawn. */
  MOVED("moved"),

  /** It is the same picture over and over again. */
  FROZEN("frozen");

  private final String label;

  Tamper(String label) {
    this.label = label;
  }

  /** As it stands in camera files and events. */
  public String label() {
    return label;
  }

  /** Whether the picture still shows what is in front of the camera, be it elsewhere. */
  public boolean shows() {
    return this == MOVED;
  }

  static Optional<Tamper> of(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  /**
   * What is watched for unless a camera's file says so.
   *
   * @param turned whether it may be turned at will
   */
  static Set<Tamper> usual(boolean turned) {
    return turned ? EnumSet.complementOf(EnumSet.of(MOVED)) : EnumSet.allOf(Tamper.class);
  }
}
