package io.outpost.protocols.jpeg;

import io.outpost.protocols.ProtocolException;

/**
 * The headers in front of each fragment (RFC 2435 3.1), read in place into an object that is used
 * again.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | Type-specific |              Fragment Offset                  |
 * |      Type     |       Q       |     Width     |     Height    |
 * |       Restart Interval        |F|L|       Restart Count       |   types 64 to 127
 * </pre>
 */
final class JpegHeader {
  static final int MAIN_BYTES = 8;
  static final int RESTART_BYTES = 4;

  /** Type 64 to 127: with restart markers. */
  static final int RESTART_TYPE = 64;

  private static final String SECTION = "RFC 2435 3.1";

  int fragmentOffset;
  int type;
  int q;
  int widthBlocks;
  int heightBlocks;

  /** MCUs between restart markers; 0 without them. */
  int restartInterval;

  /**
   * Reads the headers at the start of a payload.
   *
   * @return the offset behind them, counted as {@code offset} is
   */
  int read(byte[] bytes, int offset, int length) throws ProtocolException {
    if (length < MAIN_BYTES) {
      throw error(0, "expected a JPEG header of 8 bytes, found " + length);
    }
    fragmentOffset = uint16(bytes, offset + 2) | (bytes[offset + 1] & 0xFF) << 16;
    type = bytes[offset + 4] & 0xFF;
    q = bytes[offset + 5] & 0xFF;
    widthBlocks = bytes[offset + 6] & 0xFF;
    heightBlocks = bytes[offset + 7] & 0xFF;
    restartInterval = 0;
    if ((type & ~RESTART_TYPE) > 1) {
      throw error(4, "expected JPEG type 0, 1, 64 or 65, found " + type);
    }
    if (widthBlocks == 0 || heightBlocks == 0) {
      throw error(
          6, "expected a picture of 8 to 2040 pixels a side, found a larger one; choose H.264");
    }
    if (type < RESTART_TYPE) {
      return offset + MAIN_BYTES;
    }
    if (length < MAIN_BYTES + RESTART_BYTES) {
      throw error(MAIN_BYTES, "expected a restart marker header of 4 bytes");
    }
    restartInterval = uint16(bytes, offset + MAIN_BYTES);
    return offset + MAIN_BYTES + RESTART_BYTES;
  }

  boolean is420() {
    return (type & 1) == 1;
  }

  int width() {
    return 8 * widthBlocks;
  }

  int height() {
    return 8 * heightBlocks;
  }

  private static int uint16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static ProtocolException error(int offset, String message) {
    return new ProtocolException(SECTION, offset, message);
  }
}
