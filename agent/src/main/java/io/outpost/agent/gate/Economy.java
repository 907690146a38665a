package io.outpost.agent.gate;

import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.gate.GateMode.Why;

/**
 * How far a camera is spared while the box cannot serve all of them as wished.
 *
 * @param everyNthLook of the detectors' looks, 1 for all of them
 * @param ecoForStrict whether a camera in strict mode waits on key pictures alone
 * @param presenceOnly whether the detectors leave it alone: the gate still says that something
 *     moves, from key pictures
 */
public record Economy(int everyNthLook, boolean ecoForStrict, boolean presenceOnly) {
  /** Nothing is spared. */
  public static final Economy NONE = new Economy(1, false, false);

  public Economy {
    if (everyNthLook < 1) {
      throw new IllegalArgumentException("every " + everyNthLook + "th look, expected 1 or more");
    }
  }

  /** The mode that is left of one. */
  GateMode of(GateMode wished) {
    boolean spared = presenceOnly || (ecoForStrict && wished.watch() == Watch.STRICT);
    return spared && wished.watch() != Watch.ECO ? new GateMode(Watch.ECO, Why.OVERLOAD) : wished;
  }
}
