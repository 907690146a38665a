package io.outpost.agent.gate;

import io.outpost.agent.camera.Priority;
import java.util.EnumSet;
import java.util.Set;

/** The steps of the ladder, each with what those before it spare too. */
public enum LoadStep {
  NONE(0),
  /** The detectors look half as often, at all cameras. */
  FEWER_LOOKS(1),
  /** Cameras in strict mode wait on key pictures alone. */
  ECO(2),
  /** Cameras of low priority are left to the gate. */
  PRESENCE_LOW(3),
  /** Cameras of normal priority too; those of high priority never are. */
  PRESENCE_NORMAL(4);

  private static final int LESS_LOOKS = 2;

  private final int level;

  LoadStep(int level) {
    this.level = level;
  }

  /** 0 for none, as it stands in metrics and events. */
  public int level() {
    return level;
  }

  /**
   * The steps that spare anything where there are such cameras. Those of the highest priority that
   * there is keep their detectors: for whose sake should they lose them?
   *
   * @param priorities of all cameras
   * @param anyStrict whether one of them is in strict mode
   */
  public static Set<LoadStep> useful(Set<Priority> priorities, boolean anyStrict) {
    Set<LoadStep> useful = EnumSet.noneOf(LoadStep.class);
    if (!priorities.isEmpty()) {
      useful.add(FEWER_LOOKS);
    }
    if (anyStrict) {
      useful.add(ECO);
    }
    if (priorities.contains(Priority.LOW) && priorities.size() > 1) {
      useful.add(PRESENCE_LOW);
    }
    if (priorities.contains(Priority.NORMAL) && priorities.contains(Priority.HIGH)) {
      useful.add(PRESENCE_NORMAL);
    }
    return useful;
  }

  /** What it means for a camera. */
  public Economy economy(Priority priority) {
    boolean presence =
        switch (priority) {
          case LOW -> level() >= PRESENCE_LOW.level();
          case NORMAL -> level() >= PRESENCE_NORMAL.level();
          case HIGH -> false;
        };
    return new Economy(
        level() >= FEWER_LOOKS.level() ? LESS_LOOKS : 1, level() >= ECO.level(), presence);
  }
}
