package io.outpost.agent.gate;

/**
 * How a camera is watched, and why so.
 *
 * @param watch what is decoded while nothing moves
 */
public record GateMode(Watch watch, Why why) {
  /** What is decoded while nothing moves. */
  public enum Watch {
    ECO(1),
    STRICT(2),
    ALWAYS(3);

    private final int level;

    Watch(int level) {
      this.level = level;
    }

    /** More for a closer watch, as it stands in metrics. */
    public int level() {
      return level;
    }
  }

  /** What decided it. */
  public enum Why {
    /** The camera's file. */
    CONFIGURED,
    /** Key pictures come often enough, and regularly. */
    REGULAR_KEYS,
    /** More than {@link KeyRhythm#MAX_INTERVAL} lies between two key pictures. */
    KEYS_FAR_APART,
    /** Key pictures come as the camera pleases: a "smart" codec. */
    KEYS_IRREGULAR,
    /** The box cannot serve all cameras as wished. */
    OVERLOAD
  }
}
