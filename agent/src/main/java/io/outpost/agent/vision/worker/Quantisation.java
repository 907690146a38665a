package io.outpost.agent.vision.worker;

/**
 * How numbers stand as bytes: {@code scale * (byte - zero)}.
 *
 * @param signed whether a byte counts from -128 rather than from 0
 */
record Quantisation(double scale, int zero, boolean signed) {
  private static final int LEVELS = 256;

  /** A model that does not say has the bytes themselves in mind. */
  static Quantisation of(double scale, int zero, boolean signed) {
    return scale > 0 ? new Quantisation(scale, zero, signed) : new Quantisation(1, 0, signed);
  }

  /** The byte that comes nearest. */
  byte toByte(float value) {
    int least = signed ? -LEVELS / 2 : 0;
    long nearest = Math.round(value / scale) + zero;
    return (byte) Math.max(least, Math.min(least + LEVELS - 1, nearest));
  }

  float toNumber(byte stored) {
    int level = signed ? stored : stored & 0xff;
    return (float) (scale * (level - zero));
  }
}
