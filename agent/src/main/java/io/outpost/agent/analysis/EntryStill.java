package io.outpost.agent.analysis;

import io.outpost.agent.analysis.OpenStay.Sight;
import java.time.Duration;
import java.util.List;

/** The still of a body's entry into a lane: taken when it is told, or before that and held. */
final class EntryStill {
  private final Sight entered;
  private List<Image> kept = List.of();
  private boolean taken;

  EntryStill(Sight entered) {
    this.entered = entered;
  }

  /** Of one whose pictures went with the agent: what was taken before, if anything. */
  static EntryStill restored(Sight entered, List<Image> kept) {
    EntryStill still = new EntryStill(entered);
    still.taken = true;
    still.kept = kept;
    return still;
  }

  /**
   * Takes it when it will soon be gone, to be told later.
   *
   * @param dwell of the body until now
   */
  void keep(LaneStills stills, Duration dwell) {
    if (dwell.toNanos() / 1000 >= LaneStills.KEEP_MICROS) {
      keep(stills);
    }
  }

  /** Takes it now, to be told later. */
  void keep(LaneStills stills) {
    if (!taken) {
      taken = true;
      kept = stills.entry(entered);
    }
  }

  /** What is held of it. */
  List<Image> kept() {
    return kept;
  }

  long keptBytes() {
    return kept.stream().mapToLong(image -> image.jpeg().length).sum();
  }

  /** Gives it, once. */
  List<Image> take(LaneStills stills) {
    List<Image> entry = taken ? kept : stills.entry(entered);
    taken = true;
    kept = List.of();
    return entry;
  }
}
