package io.outpost.protocols.h26x;

import java.io.ByteArrayOutputStream;

/** Writes the bits of a NAL unit, emulation prevention included. */
final class BitWriter {
  private final StringBuilder bits = new StringBuilder();

  BitWriter bits(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bits.append((value >> i & 1) == 1 ? '1' : '0');
    }
    return this;
  }

  /** Exp-Golomb, unsigned. */
  BitWriter ue(int value) {
    int length = Integer.SIZE - Integer.numberOfLeadingZeros(value + 1);
    return bits(0, length - 1).bits(value + 1L, length);
  }

  byte[] toNal() {
    String padded = bits + "0".repeat(-bits.length() & 7);
    ByteArrayOutputStream nal = new ByteArrayOutputStream();
    int zeros = 0;
    for (int i = 0; i < padded.length(); i += 8) {
      int value = Integer.parseInt(padded.substring(i, i + 8), 2);
      if (zeros >= 2 && value <= 3) {
        nal.write(3);
        zeros = 0;
      }
      nal.write(value);
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return nal.toByteArray();
  }
}
