package io.outpost.agent.view;

import org.jspecify.annotations.Nullable;

/**
 * Whether a camera sends the same picture over and over again. Sensors have noise, and even where a
 * codec takes it away, key pictures differ; how long nothing has ever differed is learnt.
 */
final class Freeze {
  /** What a clock in the picture changes. */
  private static final int CLOCK_CELLS = 12;

  private static final long LEAST_MICROS = 60_000_000;
  private static final int TIMES_LONGEST = 4;

  /** So often something must have differed before. */
  private static final int LIVELY_LOOKS = 30;

  private @Nullable Outline last;
  private long sinceMicros;
  private long longestMicros;
  private int lively;
  private boolean frozen;

  /**
   * Takes the next picture; says whether it is frozen.
   *
   * @param learns whether anything else may be learnt from it: what is black is the same for long
   */
  boolean look(ViewLook view, boolean learns) {
    long mediaMicros = view.mediaMicros();
    Outline now = view.outline();
    Outline before = last;
    last = learns ? now : null;
    if (before == null) {
      sinceMicros = mediaMicros;
      return false;
    }
    if (now.differing(before) > CLOCK_CELLS) {
      if (!frozen) {
        longestMicros = Math.max(longestMicros, mediaMicros - sinceMicros);
        lively = Math.min(LIVELY_LOOKS, lively + 1);
      }
      frozen = false;
      sinceMicros = mediaMicros;
      return false;
    }
    long still = mediaMicros - sinceMicros;
    frozen =
        lively >= LIVELY_LOOKS && still >= Math.max(LEAST_MICROS, TIMES_LONGEST * longestMicros);
    return frozen;
  }

  /** Media time begins anew. */
  void restart() {
    last = null;
    frozen = false;
  }
}
