package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/** Finds the frame rate at the end of an H.265 SPS, past much that is not of interest. */
final class H265SpsTail {
  private static final int MAX_SHORT_TERM_SETS = 64;
  private static final int MAX_PICTURES_IN_SET = 16;

  private H265SpsTail() {}

  /** Reads on behind the bit depths; 0 if the rate is not said, or what is read is broken. */
  static double framesPerSecond(BitReader in, int maxSubLayers) {
    try {
      int pocBits = 4 + in.ue("log2_max_pic_order_cnt_lsb_minus4", 12);
      skipBlockStructure(in, maxSubLayers);
      skipReferencePictures(in, pocBits);
      return in.flag() ? vuiFramesPerSecond(in) : 0;
    } catch (ProtocolException broken) {
      return 0;
    }
  }

  private static void skipBlockStructure(BitReader in, int maxSubLayers) throws ProtocolException {
    int layers = in.flag() ? maxSubLayers + 1 : 1;
    skipUe(in, 3 * layers + 6);
    boolean scalingListEnabled = in.flag();
    if (scalingListEnabled && in.flag()) {
      skipScalingLists(in);
    }
    in.skip(2);
    if (in.flag()) {
      in.skip(8);
      skipUe(in, 2);
      in.skip(1);
    }
  }

  private static void skipUe(BitReader in, int count) throws ProtocolException {
    for (int i = 0; i < count; i++) {
      in.ue();
    }
  }

  /** H.265 7.3.4. */
  private static void skipScalingLists(BitReader in) throws ProtocolException {
    for (int size = 0; size < 4; size++) {
      int step = size == 3 ? 3 : 1;
      for (int matrix = 0; matrix < 6; matrix += step) {
        if (!in.flag()) {
          in.ue();
          continue;
        }
        int coefficients = Math.min(64, 1 << (4 + (size << 1)));
        skipUe(in, coefficients + (size > 1 ? 1 : 0));
      }
    }
  }

  private static void skipReferencePictures(BitReader in, int pocBits) throws ProtocolException {
    int sets = in.ue("num_short_term_ref_pic_sets", MAX_SHORT_TERM_SETS);
    int pictures = 0;
    for (int set = 0; set < sets; set++) {
      pictures = skipShortTermSet(in, set, pictures);
    }
    if (in.flag()) {
      int longTerm = in.ue("num_long_term_ref_pics_sps", 32);
      in.skip(longTerm * (pocBits + 1));
    }
    in.skip(2);
  }

  /**
   * H.265 7.3.7.
   *
   * @param before pictures in the set before this one
   * @return pictures in this set
   */
  private static int skipShortTermSet(BitReader in, int set, int before) throws ProtocolException {
    if (set > 0 && in.flag()) {
      in.skip(1);
      in.ue();
      int pictures = 0;
      for (int i = 0; i <= before; i++) {
        boolean used = in.flag();
        if (used || in.flag()) {
          pictures++;
        }
      }
      return pictures;
    }
    int negative = in.ue("num_negative_pics", MAX_PICTURES_IN_SET);
    int positive = in.ue("num_positive_pics", MAX_PICTURES_IN_SET);
    for (int i = 0; i < negative + positive; i++) {
      in.ue();
      in.skip(1);
    }
    return negative + positive;
  }

  private static double vuiFramesPerSecond(BitReader in) throws ProtocolException {
    Vui.skipDisplay(in);
    in.skip(3);
    if (in.flag()) {
      skipUe(in, 4);
    }
    return Vui.framesPerSecond(in, 1);
  }
}
