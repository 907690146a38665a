package io.outpost.agent.vision.worker;

/**
 * Lightens what is too dark for a detector that was trained by day: by the gamma that brings the
 * mean to where it would be then. What is light enough stays as it is.
 */
final class Lightening {
  /** Mean below which a picture is dark, levels, and to which it is brought. */
  private static final double DARK = 64;

  /** More would show the sensor's noise, and the codec's blocks. */
  private static final double STRONGEST = 0.35;

  /** Exponents are steps of this, so that the noise of a mean does not change every picture. */
  private static final double STEP = 0.05;

  private static final int MOST = 255;

  /** What is masked is black, and no night; and nothing can be seen in it. */
  private static final int BLACK = 4;

  /** No multiple of three: every colour has its turn. */
  private static final int SAMPLE = 7;

  private final byte[] levels = new byte[MOST + 1];
  private double exponent = 1;

  /** Changes the levels of a picture where they are, RGB or grey. */
  void apply(byte[] picture) {
    double needed = exponent(mean(picture));
    if (needed == 1) {
      return;
    }
    if (needed != exponent) {
      exponent = needed;
      for (int level = 0; level <= MOST; level++) {
        levels[level] = (byte) Math.round(MOST * Math.pow((double) level / MOST, exponent));
      }
    }
    for (int i = 0; i < picture.length; i++) {
      picture[i] = levels[picture[i] & 0xff];
    }
  }

  private static double exponent(double mean) {
    if (mean >= DARK) {
      return 1;
    }
    double needed = Math.log(DARK / MOST) / Math.log(Math.max(1, mean) / MOST);
    return Math.max(STRONGEST, Math.round(needed / STEP) * STEP);
  }

  /** Of a part of its levels; that of a picture by day where there is nothing but black. */
  private static double mean(byte[] picture) {
    long sum = 0;
    int count = 0;
    for (int i = 0; i < picture.length; i += SAMPLE) {
      int level = picture[i] & 0xff;
      if (level > BLACK) {
        sum += level;
        count++;
      }
    }
    return count == 0 ? MOST : (double) sum / count;
  }
}
