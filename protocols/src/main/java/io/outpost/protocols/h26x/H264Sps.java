package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;

/**
 * What is asked of an H.264 sequence parameter set (H.264 7.3.2.1.1, E.1.1).
 *
 * @param id seq_parameter_set_id
 * @param profile profile_idc, such as 100 for High
 * @param constraints the constraint_set flags as they stand in their byte
 * @param level level_idc, such as 41 for 4.1
 * @param width luma samples after cropping
 * @param height as {@code width}
 * @param framesPerSecond from the VUI; 0 if it is not said or not believable
 */
public record H264Sps(
    int id,
    int profile,
    int constraints,
    int level,
    int width,
    int height,
    double framesPerSecond) {
  static final String SECTION = "H.264 7.3.2.1.1";
  private static final int MAX_BIT_DEPTH = 14;

  /** Far above the limits; keeps what is multiplied from overflowing. */
  private static final int MAX_UNITS = 0xFFFF;

  /**
   * Reads an SPS. Bytes behind its end, which some cameras leave there, and a broken VUI, which
   * others send, do no harm.
   *
   * @param offset of the NAL header
   * @throws ProtocolException if it is broken or its pictures exceed {@link PictureLimits}
   */
  public static H264Sps parse(byte[] bytes, int offset, int length) throws ProtocolException {
    BitReader in = new BitReader(SECTION).wrap(bytes, offset, length);
    in.skip(8);
    int profile = in.bits(8);
    int constraints = in.bits(8);
    int level = in.bits(8);
    int id = in.ue("seq_parameter_set_id", 31);
    int chromaFormat = 1;
    int bitDepth = 8;
    boolean separatePlanes = false;
    if (hasChromaFormat(profile)) {
      chromaFormat = in.ue("chroma_format_idc", 3);
      separatePlanes = chromaFormat == 3 && in.flag();
      bitDepth = 8 + in.ue("bit_depth_luma_minus8", MAX_BIT_DEPTH - 8);
      bitDepth = Math.max(bitDepth, 8 + in.ue("bit_depth_chroma_minus8", MAX_BIT_DEPTH - 8));
      in.skip(1);
      skipScalingMatrix(in, chromaFormat);
    }
    skipPictureOrder(in);
    in.ue("max_num_ref_frames", 16);
    in.skip(1);
    int widthMbs = in.ue() + 1;
    int mapUnits = in.ue() + 1;
    int fieldFactor = in.flag() ? 1 : 2;
    if (fieldFactor == 2) {
      in.skip(1);
    }
    in.skip(1);
    int width = 16 * Math.min(widthMbs, MAX_UNITS);
    int height = 16 * Math.min(mapUnits, MAX_UNITS) * fieldFactor;
    long decoded = PictureLimits.decodedBytes(width, height, chromaFormat, bitDepth);
    PictureLimits.check(width, height, decoded);
    if (in.flag()) {
      int chromaArray = separatePlanes ? 0 : chromaFormat;
      int cropX = chromaArray == 1 || chromaArray == 2 ? 2 : 1;
      int cropY = (chromaArray == 1 ? 2 : 1) * fieldFactor;
      width = cropped(in, width, cropX);
      height = cropped(in, height, cropY);
    }
    return new H264Sps(id, profile, constraints, level, width, height, framesPerSecond(in));
  }

  private static boolean hasChromaFormat(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  private static void skipScalingMatrix(BitReader in, int chromaFormat) throws ProtocolException {
    if (!in.flag()) {
      return;
    }
    int lists = chromaFormat == 3 ? 12 : 8;
    for (int list = 0; list < lists; list++) {
      if (in.flag()) {
        skipScalingList(in, list < 6 ? 16 : 64);
      }
    }
  }

  private static void skipScalingList(BitReader in, int size) throws ProtocolException {
    int last = 8;
    int next = 8;
    for (int i = 0; i < size; i++) {
      if (next != 0) {
        next = (last + in.se() + 256) & 0xFF;
      }
      last = next == 0 ? last : next;
    }
  }

  private static void skipPictureOrder(BitReader in) throws ProtocolException {
    in.ue("log2_max_frame_num_minus4", 12);
    int type = in.ue("pic_order_cnt_type", 2);
    if (type == 0) {
      in.ue("log2_max_pic_order_cnt_lsb_minus4", 12);
    } else if (type == 1) {
      in.skip(1);
      in.se();
      in.se();
      int count = in.ue("num_ref_frames_in_pic_order_cnt_cycle", 255);
      for (int i = 0; i < count; i++) {
        in.se();
      }
    }
  }

  private static int cropped(BitReader in, int size, int unit) throws ProtocolException {
    long crop = ((long) in.ue() + in.ue()) * unit;
    if (crop >= size) {
      throw in.error("expected cropping to leave something of " + size + ", found " + crop);
    }
    return size - (int) crop;
  }

  private static double framesPerSecond(BitReader in) {
    try {
      if (!in.flag()) {
        return 0;
      }
      Vui.skipDisplay(in);
      return Vui.framesPerSecond(in, 2);
    } catch (ProtocolException brokenVui) {
      return 0;
    }
  }
}
