package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/**
 * What is asked of an H.265 sequence parameter set (H.265 7.3.2.2, E.2.1).
 *
 * @param id sps_seq_parameter_set_id
 * @param profile general_profile_idc, such as 1 for Main
 * @param level general_level_idc, such as 93 for 3.1
 * @param width luma samples after cropping
 * @param height as {@code width}
 * @param framesPerSecond from the VUI; 0 if it is not said or not believable
 */
public record H265Sps(
    int id, int profile, int level, int width, int height, double framesPerSecond) {
  static final String SECTION = "H.265 7.3.2.2";

  /** Far above the limits; keeps what is multiplied from overflowing. */
  private static final int MAX_SIZE = 0xF_FFFF;

  private static final int MAX_ID = 15;
  private static final int MAX_BIT_DEPTH = 16;

  /**
   * Reads an SPS. What is broken behind the size of its pictures does no harm.
   *
   * @param offset of the NAL header
   * @throws ProtocolException if it is broken or its pictures exceed {@link PictureLimits}
   */
  public static H265Sps parse(byte[] bytes, int offset, int length) throws ProtocolException {
    BitReader in = new BitReader(SECTION).wrap(bytes, offset, length);
    in.skip(16 + 4);
    int maxSubLayers = in.bits(3);
    in.skip(1 + 3);
    int profile = in.bits(5);
    in.skip(32 + 48);
    int level = in.bits(8);
    skipSubLayerLevels(in, maxSubLayers);
    int id = in.ue("sps_seq_parameter_set_id", MAX_ID);
    int chromaFormat = in.ue("chroma_format_idc", 3);
    boolean separatePlanes = chromaFormat == 3 && in.flag();
    int codedWidth = Math.min(MAX_SIZE, in.ue());
    int codedHeight = Math.min(MAX_SIZE, in.ue());
    if (codedWidth == 0 || codedHeight == 0) {
      throw in.error("expected a picture, found " + codedWidth + "x" + codedHeight);
    }
    int width = codedWidth;
    int height = codedHeight;
    if (in.flag()) {
      int chromaArray = separatePlanes ? 0 : chromaFormat;
      width = cropped(in, width, chromaArray == 1 || chromaArray == 2 ? 2 : 1);
      height = cropped(in, height, chromaArray == 1 ? 2 : 1);
    }
    int bitDepth = 8 + in.ue("bit_depth_luma_minus8", MAX_BIT_DEPTH - 8);
    bitDepth = Math.max(bitDepth, 8 + in.ue("bit_depth_chroma_minus8", MAX_BIT_DEPTH - 8));
    PictureLimits.check(
        codedWidth,
        codedHeight,
        PictureLimits.decodedBytes(codedWidth, codedHeight, chromaFormat, bitDepth));
    double rate = H265SpsTail.framesPerSecond(in, maxSubLayers);
    return new H265Sps(id, profile, level, width, height, rate);
  }

  /** The id of an SPS, whatever stands behind it. */
  static int readId(BitReader in) throws ProtocolException {
    in.skip(16 + 4);
    int maxSubLayers = in.bits(3);
    in.skip(1 + 8 + 32 + 48 + 8);
    skipSubLayerLevels(in, maxSubLayers);
    return in.ue("sps_seq_parameter_set_id", MAX_ID);
  }

  /** The end of profile_tier_level (H.265 7.3.3). */
  private static void skipSubLayerLevels(BitReader in, int maxSubLayers) throws ProtocolException {
    int bits = 0;
    for (int layer = 0; layer < maxSubLayers; layer++) {
      bits += (in.flag() ? 88 : 0) + (in.flag() ? 8 : 0);
    }
    if (maxSubLayers > 0) {
      bits += 2 * (8 - maxSubLayers);
    }
    in.skip(bits);
  }

  private static int cropped(BitReader in, int size, int unit) throws ProtocolException {
    long crop = ((long) in.ue() + in.ue()) * unit;
    if (crop >= size) {
      throw in.error("expected cropping to leave something of " + size + ", found " + crop);
    }
    return size - (int) crop;
  }
}
