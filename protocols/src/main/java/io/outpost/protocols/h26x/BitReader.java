package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/**
 * Reads the bits of a NAL unit and passes over the emulation prevention bytes (the 03 of {@code 00
 * 00 03}). Made once and laid over one unit after another.
 */
final class BitReader {
  private final String section;
  private byte[] bytes = new byte[0];
  private int start;
  private int next;
  private int end;
  private int zeros;
  private int current;
  private int bitsLeft;

  /**
   * @param section the specification that errors name
   */
  BitReader(String section) {
    this.section = section;
  }

  BitReader wrap(byte[] buffer, int offset, int length) {
    bytes = buffer;
    start = offset;
    next = offset;
    end = offset + length;
    zeros = 0;
    bitsLeft = 0;
    return this;
  }

  int bit() throws ProtocolException {
    if (bitsLeft == 0) {
      loadByte();
    }
    bitsLeft--;
    return current >> bitsLeft & 1;
  }

  boolean flag() throws ProtocolException {
    return bit() == 1;
  }

  private void loadByte() throws ProtocolException {
    if (zeros >= 2 && next < end && bytes[next] == 3) {
      next++;
      zeros = 0;
    }
    if (next >= end) {
      throw error("expected more bits, found the end");
    }
    current = bytes[next++] & 0xFF;
    zeros = current == 0 ? zeros + 1 : 0;
    bitsLeft = 8;
  }

  /** Up to 31 bits, unsigned. */
  int bits(int count) throws ProtocolException {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** 32 bits, unsigned. */
  long uint32() throws ProtocolException {
    return (long) bits(16) << 16 | bits(16);
  }

  void skip(int count) throws ProtocolException {
    for (int i = 0; i < count; i++) {
      bit();
    }
  }

  /** Exp-Golomb, unsigned; at most 2^31 - 2. */
  int ue() throws ProtocolException {
    int leadingZeros = 0;
    while (bit() == 0) {
      leadingZeros++;
      if (leadingZeros > 30) {
        throw error("expected an Exp-Golomb code below 2^31, found a longer one");
      }
    }
    return (1 << leadingZeros) - 1 + bits(leadingZeros);
  }

  /** Exp-Golomb, unsigned, with its largest value; {@code name} is the syntax element's. */
  int ue(String name, int max) throws ProtocolException {
    int value = ue();
    if (value > max) {
      throw error("expected " + name + " of at most " + max + ", found " + value);
    }
    return value;
  }

  /** Exp-Golomb, signed. */
  int se() throws ProtocolException {
    int code = ue();
    return (code & 1) == 1 ? (code >>> 1) + 1 : -(code >>> 1);
  }

  ProtocolException error(String message) {
    return new ProtocolException(section, next - start, message);
  }
}
