package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/** The start of the video usability information, the same in H.264 (E.1.1) and H.265 (E.2.1). */
final class Vui {
  private static final int EXTENDED_SAR = 255;

  /** A rate above is not believed. */
  private static final double MAX_FRAMES_PER_SECOND = 1_000;

  private Vui() {}

  /**
   * Reads past the aspect ratio, the overscan, the video signal and the place of chroma samples.
   */
  static void skipDisplay(BitReader in) throws ProtocolException {
    if (in.flag() && in.bits(8) == EXTENDED_SAR) {
      in.skip(32);
    }
    if (in.flag()) {
      in.skip(1);
    }
    if (in.flag()) {
      in.skip(4);
      if (in.flag()) {
        in.skip(24);
      }
    }
    if (in.flag()) {
      in.ue();
      in.ue();
    }
  }

  /**
   * Reads the timing, if there is one. Returns 0 if there is none or it is not to be believed.
   *
   * @param ticksPerFrame 2 for H.264, which counts fields; 1 for H.265
   */
  static double framesPerSecond(BitReader in, int ticksPerFrame) throws ProtocolException {
    if (!in.flag()) {
      return 0;
    }
    long unitsInTick = in.uint32();
    long timeScale = in.uint32();
    double rate = unitsInTick == 0 ? 0 : timeScale / ((double) ticksPerFrame * unitsInTick);
    return rate <= MAX_FRAMES_PER_SECOND ? rate : 0;
  }
}
