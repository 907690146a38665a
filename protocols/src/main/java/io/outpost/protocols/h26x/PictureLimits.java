package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/** How large a picture may be; asked before any decoder allocates for it. */
public final class PictureLimits {
  public static final int MAX_WIDTH = 8_192;
  public static final int MAX_HEIGHT = 8_192;

  /** Of one decoded picture. */
  public static final long MAX_DECODED_BYTES = 64L << 20;

  /** Of one coded picture: a lossy 8K key picture stays far below. */
  public static final int MAX_CODED_BYTES = 16 << 20;

  /** H.264 level 6.2 allows 600 slices in a picture; parameter sets and SEI come on top. */
  static final int MAX_NALS = 1_024;

  private static final String SECTION = "picture limits";

  private PictureLimits() {}

  /** Whether the stream is sound but beyond the limits. */
  static boolean isExceeded(ProtocolException error) {
    return error.section().equals(SECTION);
  }

  /**
   * @param width luma samples before cropping
   * @param height as {@code width}
   * @param decodedBytes all planes of one picture
   */
  static void check(int width, int height, long decodedBytes) throws ProtocolException {
    if (width > MAX_WIDTH || height > MAX_HEIGHT || decodedBytes > MAX_DECODED_BYTES) {
      throw new ProtocolException(
          SECTION,
          0,
          "expected a picture of at most 8192x8192 and 64 MiB decoded, found "
              + width
              + "x"
              + height
              + " and "
              + (decodedBytes >> 20)
              + " MiB; choose a smaller stream profile on the camera");
    }
  }

  /**
   * @param chromaFormat chroma_format_idc: 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4
   */
  static long decodedBytes(int width, int height, int chromaFormat, int bitDepth) {
    long luma = (long) width * height * (bitDepth > 8 ? 2 : 1);
    return switch (chromaFormat) {
      case 0 -> luma;
      case 1 -> luma + luma / 2;
      case 2 -> luma * 2;
      default -> luma * 3;
    };
  }
}
