package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import java.util.ArrayList;
import java.util.List;

/** A place at which a face is seen that has not moved so far. */
final class FaceSpot {
  /** The first looks say where it is; where it is after that does not matter, if it moves. */
  private static final int REFERENCE_LOOKS = 25;

  /** Seen for so long without a move, microseconds, it is a print. */
  static final long FIXED_MICROS = 120_000_000;

  /** Of the time between two looks counts no more than that: nobody knows what was in between. */
  private static final long LONGEST_LOOK_MICROS = 5_000_000;

  /** Until a spot is forgotten at which a face was seen for a while. Microseconds. */
  private static final long FORGET_MICROS = 600_000_000;

  /** And one with a print, which is not seen at night. Microseconds. */
  private static final long FORGET_FIXED_MICROS = 24L * 3600 * 1_000_000;

  private final List<FaceLook> looks = new ArrayList<>();
  private FaceLook reference;
  private long seenMicros;
  private long lastMicros;
  private boolean told;

  FaceSpot(FaceLook first, long mediaMicros) {
    reference = first;
    lastMicros = mediaMicros;
  }

  void seen(FaceLook look, long mediaMicros) {
    if (looks.size() < REFERENCE_LOOKS) {
      looks.add(look);
      reference = FaceLook.mean(looks);
    }
    seenMicros += Math.max(0, Math.min(LONGEST_LOOK_MICROS, mediaMicros - lastMicros));
    lastMicros = mediaMicros;
  }

  /** Media time begins again: it was seen a moment ago. */
  void restart(long mediaMicros) {
    lastMicros = mediaMicros;
  }

  boolean forgotten(long mediaMicros) {
    return mediaMicros - lastMicros > (fixed() ? FORGET_FIXED_MICROS : FORGET_MICROS);
  }

  /** Whether the face has not moved for so long that it is a print. */
  boolean fixed() {
    return seenMicros >= FIXED_MICROS;
  }

  /** A passing at this place was told. */
  void tell() {
    told = true;
  }

  boolean told() {
    return told;
  }

  FaceLook reference() {
    return reference;
  }

  Box box() {
    return reference.box();
  }

  long lastMicros() {
    return lastMicros;
  }
}
