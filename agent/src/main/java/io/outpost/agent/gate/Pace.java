package io.outpost.agent.gate;

/** How fast a part of a scene is learnt, by what it is doing. */
enum Pace {
  /** Too little is known of the scene. */
  BEGINNER,
  /** The same, and it differs. */
  BEGINNER_ACTIVE,
  /** It is as it was. */
  CALM,
  /** It differs. */
  ACTIVE;

  /** Ranges may become so many times as wide where nothing explains the restlessness. */
  private static final int UNEXPLAINED_RANGES = 4;

  /** See {@link #rangeShift}: where nothing is restless. */
  static final int USUAL_RANGE_SHIFT = 4;

  /** See {@link #step}: of what is as it was. */
  static final int CALM_SHIFT = 3;

  /** Less than makes a tile active: what drives past leaves no ghost. */
  private static final int MAX_ACTIVE_STEP = 2 * Light.UNIT;

  static Pace of(boolean beginner, boolean active) {
    if (beginner) {
      return active ? BEGINNER_ACTIVE : BEGINNER;
    }
    return active ? ACTIVE : CALM;
  }

  /** How wide a range may become. */
  static int widest(int usually, boolean wide) {
    return wide ? UNEXPLAINED_RANGES * usually : usually;
  }

  /**
   * By how much a mean follows. What drives past must leave no ghost; what has come to a stop, or
   * the next digit of a clock, is part of the scene before long.
   */
  int step(int difference, boolean steady) {
    return switch (this) {
      case BEGINNER -> difference >> 1;
      case BEGINNER_ACTIVE -> difference >> 2;
      case CALM -> difference >> CALM_SHIFT;
      case ACTIVE ->
          steady
              ? difference >> 2
              : Math.max(-MAX_ACTIVE_STEP, Math.min(MAX_ACTIVE_STEP, difference >> 4));
    };
  }

  /**
   * By how many bits of the difference a range follows. Leaves lie still for most pictures, so
   * their range widens at once and narrows slowly.
   */
  int rangeShift(boolean wide, boolean widens) {
    if (this == BEGINNER || this == BEGINNER_ACTIVE) {
      return 1;
    }
    if (!wide) {
      return USUAL_RANGE_SHIFT;
    }
    return widens ? 2 : 6;
  }
}
