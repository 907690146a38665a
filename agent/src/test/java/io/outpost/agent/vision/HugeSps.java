package io.outpost.agent.vision;

import java.io.ByteArrayOutputStream;

/** An H.264 sequence parameter set that asks for pictures of 16384 by 16384 (H.264 7.3.2.1.1). */
final class HugeSps {
  private static final int MACROBLOCKS = 16384 / 16;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int current;
  private int bits;

  private HugeSps() {}

  /** The unit with the set before it. */
  static byte[] inFrontOf(byte[] unit) {
    HugeSps sps = new HugeSps();
    sps.bytes.writeBytes(new byte[] {0, 0, 0, 1, 0x67, 66, 0, 51});
    sps.ue(0).ue(0).ue(2).ue(1);
    sps.bit(0);
    sps.ue(MACROBLOCKS - 1).ue(MACROBLOCKS - 1);
    sps.bit(1).bit(1).bit(0).bit(0);
    sps.bit(1);
    while (sps.bits != 0) {
      sps.bit(0);
    }
    sps.bytes.writeBytes(unit);
    return sps.bytes.toByteArray();
  }

  /** Exp-Golomb (H.264 9.1). */
  private HugeSps ue(int value) {
    int coded = value + 1;
    int length = 32 - Integer.numberOfLeadingZeros(coded);
    for (int i = 1; i < length; i++) {
      bit(0);
    }
    for (int i = length - 1; i >= 0; i--) {
      bit(coded >> i & 1);
    }
    return this;
  }

  private HugeSps bit(int bit) {
    current = current << 1 | bit;
    bits++;
    if (bits == 8) {
      bytes.write(current);
      current = 0;
      bits = 0;
    }
    return this;
  }
}
