package io.outpost.agent.analysis;

import java.util.Locale;

/**
 * A while in which nobody sees what happens, or what is seen is of no use.
 *
 * @param from seconds of the hour
 * @param to when pictures come again; of a camera that turns, when it says that it is there
 * @param looksAt the preset that the camera stands at behind it
 */
public record HourBreak(Kind kind, double from, double to, String looksAt) {
  /** What is away, and comes back. */
  public enum Kind {
    STREAM,
    WORKER,
    /** The agent is ended as it should be. */
    STOP,
    /** As by {@code kill -9}: nothing is known but what was on the disk. */
    KILL,
    /** The camera turns to a preset. */
    TURN
  }

  /** Whether all that is known behind it is what was on the disk. */
  boolean restarts() {
    return kind == Kind.STOP || kind == Kind.KILL;
  }

  /** Whether media time starts again behind it. */
  boolean connects() {
    return kind == Kind.STREAM || restarts();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s%s %.1f-%.1f", kind, looksAt.isEmpty() ? "" : " at " + looksAt, from, to);
  }
}
