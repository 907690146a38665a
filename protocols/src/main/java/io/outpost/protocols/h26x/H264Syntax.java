package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.VideoCodec;
import org.jspecify.annotations.Nullable;

/** NAL units of H.264 (H.264 7.3.1, 7.4.1): one header byte, its low five bits the type. */
final class H264Syntax implements NalSyntax {
  static final int TYPE_MASK = 0x1F;
  static final int SLICE = 1;
  static final int SLICE_PARTITION_A = 2;
  static final int SLICE_PARTITION_C = 4;
  static final int IDR_SLICE = 5;
  static final int SEI = 6;
  static final int SPS = 7;
  static final int PPS = 8;

  private static final int MAX_SPS = 32;
  private static final int MAX_PPS = 256;
  private static final String SLICE_SECTION = "H.264 7.3.3";

  private final ParameterSetStore spsBytes = new ParameterSetStore(H264Sps.SECTION, MAX_SPS);
  private final ParameterSetStore ppsBytes = new ParameterSetStore("H.264 7.3.2.2", MAX_PPS);
  private final @Nullable H264Sps[] sps = new @Nullable H264Sps[MAX_SPS];
  private final int[] spsOfPps = new int[MAX_PPS];
  private final BitReader in = new BitReader(SLICE_SECTION);
  private int activeSps = -1;
  private boolean changed;
  private int width;
  private int height;

  @Override
  public VideoCodec codec() {
    return VideoCodec.H264;
  }

  @Override
  public int headerBytes() {
    return 1;
  }

  @Override
  public NalKind kind(byte[] bytes, int offset, int length) {
    return switch (bytes[offset] & TYPE_MASK) {
      case SLICE, SLICE_PARTITION_A, IDR_SLICE -> slice(bytes, offset, length);
      case 3, SLICE_PARTITION_C -> NalKind.LATER_SLICE;
      case SEI -> NalKind.OTHER;
      case SPS, PPS -> NalKind.PARAMETER_SET;
      default -> NalKind.IGNORED;
    };
  }

  /** first_mb_in_slice is 0, a single 1 bit as Exp-Golomb code, in the first slice. */
  private static NalKind slice(byte[] bytes, int offset, int length) {
    boolean first = length > 1 && (bytes[offset + 1] & 0x80) != 0;
    return first ? NalKind.FIRST_SLICE : NalKind.LATER_SLICE;
  }

  @Override
  public boolean isKey(byte[] bytes, int offset) {
    return (bytes[offset] & TYPE_MASK) == IDR_SLICE;
  }

  @Override
  public void store(byte[] bytes, int offset, int length) throws ProtocolException {
    in.wrap(bytes, offset, length);
    in.skip(8);
    if ((bytes[offset] & TYPE_MASK) == SPS) {
      storeSps(bytes, offset, length);
    } else {
      storePps(bytes, offset, length);
    }
  }

  private void storeSps(byte[] bytes, int offset, int length) throws ProtocolException {
    in.skip(24);
    int id = in.ue("seq_parameter_set_id", MAX_SPS - 1);
    if (spsBytes.contains(id, bytes, offset, length)) {
      return;
    }
    spsBytes.remove(id);
    sps[id] = null;
    sps[id] = H264Sps.parse(bytes, offset, length);
    spsBytes.put(id, bytes, offset, length);
    changed = true;
  }

  private void storePps(byte[] bytes, int offset, int length) throws ProtocolException {
    int id = in.ue("pic_parameter_set_id", MAX_PPS - 1);
    int spsId = in.ue("seq_parameter_set_id", MAX_SPS - 1);
    if (ppsBytes.contains(id, bytes, offset, length)) {
      return;
    }
    ppsBytes.put(id, bytes, offset, length);
    spsOfPps[id] = spsId;
    changed = true;
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
    in.wrap(bytes, offset, length);
    in.skip(8);
    in.ue();
    in.ue();
    int ppsId = in.ue("pic_parameter_set_id", MAX_PPS - 1);
    H264Sps active = ppsBytes.has(ppsId) ? sps[spsOfPps[ppsId]] : null;
    if (active == null) {
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
    return spsBytes.totalBytes() + ppsBytes.totalBytes();
  }

  @Override
  public void writeParameterSets(byte[] target) {
    ppsBytes.writeTo(target, spsBytes.writeTo(target, 0));
    changed = false;
  }
}
