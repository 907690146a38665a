package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.VideoCodec;
import org.jspecify.annotations.Nullable;

/**
 * NAL units of H.265 (H.265 7.3.1.2, 7.4.2.2).
 *
 * <pre>
 * +---------------+---------------+
 * |F|   Type    |  LayerId  | TID |
 * </pre>
 */
final class H265Syntax implements NalSyntax {
  static final int HEADER_BYTES = 2;
  static final int VPS = 32;
  static final int SPS = 33;
  static final int PPS = 34;

  private static final int LAST_SUB_LAYER_PICTURE = 9;
  private static final int FIRST_IRAP = 16;
  private static final int LAST_IRAP = 21;
  private static final int PREFIX_SEI = 39;
  private static final int SUFFIX_SEI = 40;
  private static final int MAX_VPS_AND_SPS = 16;
  private static final int MAX_PPS = 64;

  private final ParameterSetStore vpsBytes = new ParameterSetStore("H.265 7.3.2.1", 16);
  private final ParameterSetStore spsBytes =
      new ParameterSetStore(H265Sps.SECTION, MAX_VPS_AND_SPS);
  private final ParameterSetStore ppsBytes = new ParameterSetStore("H.265 7.3.2.3", MAX_PPS);
  private final @Nullable H265Sps[] sps = new @Nullable H265Sps[MAX_VPS_AND_SPS];
  private final int[] spsOfPps = new int[MAX_PPS];
  private final BitReader in = new BitReader("H.265 7.3.6.1");
  private int activeSps = -1;
  private boolean changed;
  private int width;
  private int height;

  static int type(int headerByte) {
    return headerByte >> 1 & 0x3F;
  }

  @Override
  public VideoCodec codec() {
    return VideoCodec.H265;
  }

  @Override
  public int headerBytes() {
    return HEADER_BYTES;
  }

  @Override
  public NalKind kind(byte[] bytes, int offset, int length) {
    boolean baseLayer = (bytes[offset] & 1) == 0 && (bytes[offset + 1] & 0xF8) == 0;
    if (!baseLayer) {
      return NalKind.IGNORED;
    }
    int type = type(bytes[offset]);
    if (type <= LAST_SUB_LAYER_PICTURE || isKey(bytes, offset)) {
      boolean first = length > HEADER_BYTES && (bytes[offset + HEADER_BYTES] & 0x80) != 0;
      return first ? NalKind.FIRST_SLICE : NalKind.LATER_SLICE;
    }
    return switch (type) {
      case VPS, SPS, PPS -> NalKind.PARAMETER_SET;
      case PREFIX_SEI, SUFFIX_SEI -> NalKind.OTHER;
      default -> NalKind.IGNORED;
    };
  }

  @Override
  public boolean isKey(byte[] bytes, int offset) {
    int type = type(bytes[offset]);
    return type >= FIRST_IRAP && type <= LAST_IRAP;
  }

  @Override
  public void store(byte[] bytes, int offset, int length) throws ProtocolException {
    switch (type(bytes[offset])) {
      case VPS -> storeVps(bytes, offset, length);
      case SPS -> storeSps(bytes, offset, length);
      default -> storePps(bytes, offset, length);
    }
  }

  private void storeVps(byte[] bytes, int offset, int length) throws ProtocolException {
    in.wrap(bytes, offset, length).skip(16);
    int id = in.bits(4);
    if (!vpsBytes.contains(id, bytes, offset, length)) {
      vpsBytes.put(id, bytes, offset, length);
      changed = true;
    }
  }

  /** The id stands behind much else; one that cannot be read leaves all as it is. */
  private void storeSps(byte[] bytes, int offset, int length) throws ProtocolException {
    for (int id = 0; id < MAX_VPS_AND_SPS; id++) {
      if (spsBytes.contains(id, bytes, offset, length)) {
        return;
      }
    }
    int id = H265Sps.readId(in.wrap(bytes, offset, length));
    spsBytes.remove(id);
    sps[id] = null;
    sps[id] = H265Sps.parse(bytes, offset, length);
    spsBytes.put(id, bytes, offset, length);
    changed = true;
  }

  private void storePps(byte[] bytes, int offset, int length) throws ProtocolException {
    in.wrap(bytes, offset, length).skip(16);
    int id = in.ue("pps_pic_parameter_set_id", MAX_PPS - 1);
    int spsId = in.ue("pps_seq_parameter_set_id", MAX_VPS_AND_SPS - 1);
    if (!ppsBytes.contains(id, bytes, offset, length)) {
      ppsBytes.put(id, bytes, offset, length);
      spsOfPps[id] = spsId;
      changed = true;
    }
  }

  @Override
  public boolean isRefused() {
    return activeSps >= 0 && sps[activeSps] == null;
  }

  @Override
  public boolean hasChanged() {
    return changed;
  }

  @Override
  public void activate(byte[] bytes, int offset, int length) throws ProtocolException {
    in.wrap(bytes, offset, length).skip(16 + 1);
    if (isKey(bytes, offset)) {
      in.skip(1);
    }
    int ppsId = in.ue("slice_pic_parameter_set_id", MAX_PPS - 1);
    H265Sps active = ppsBytes.has(ppsId) ? sps[spsOfPps[ppsId]] : null;
    if (active == null || vpsBytes.isEmpty()) {
      throw in.error(
          "expected parameter sets in the SDP or the stream, found none for PPS " + ppsId);
    }
    activeSps = active.id();
    width = active.width();
    height = active.height();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int parameterSetBytes() {
    return vpsBytes.totalBytes() + spsBytes.totalBytes() + ppsBytes.totalBytes();
  }

  @Override
  public void writeParameterSets(byte[] target) {
    ppsBytes.writeTo(target, spsBytes.writeTo(target, vpsBytes.writeTo(target, 0)));
    changed = false;
  }
}
