package io.outpost.protocols.h26x;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The byte stream format: NAL units behind start codes (H.264 and H.265 annex B). */
public final class AnnexB {
  static final int START_CODE_BYTES = 4;

  private AnnexB() {}

  /**
   * The index of the first {@code 00 00 01} in {@code [from, to)}, or -1.
   *
   * <p>No NAL unit contains these bytes: its writer puts a 03 between.
   */
  public static int indexOfStartCode(byte[] bytes, int from, int to) {
    int at = from + 2;
    while (at < to) {
      int last = bytes[at];
      if (last > 1 || last < 0) {
        at += 3;
      } else if (last == 0) {
        at++;
      } else if (bytes[at - 1] == 0 && bytes[at - 2] == 0) {
        return at - 2;
      } else {
        at += 3;
      }
    }
    return -1;
  }

  /**
   * Takes one NAL unit, without start code and trailing zeros, inside the bytes it was found in.
   */
  @FunctionalInterface
  public interface NalConsumer {
    void accept(byte[] bytes, int offset, int length);
  }

  /** Gives out each NAL unit of {@code [from, to)}; what stands before the first start code too. */
  public static void forEachNal(byte[] bytes, int from, int to, NalConsumer out) {
    int start = from;
    while (start < to) {
      int code = indexOfStartCode(bytes, start, to);
      int end = code < 0 ? to : code;
      int trimmed = withoutTrailingZeros(bytes, start, end);
      if (trimmed > start) {
        out.accept(bytes, start, trimmed - start);
      }
      start = code < 0 ? to : code + 3;
    }
  }

  /** Copies of the NAL units of {@code stream}, without start codes. */
  public static List<byte[]> nals(byte[] stream) {
    List<byte[]> nals = new ArrayList<>();
    forEachNal(
        stream,
        0,
        stream.length,
        (bytes, offset, length) -> nals.add(Arrays.copyOfRange(bytes, offset, offset + length)));
    return nals;
  }

  /** Joins NAL units behind four-byte start codes. */
  public static byte[] join(List<byte[]> nals) {
    int size = 0;
    for (byte[] nal : nals) {
      size += START_CODE_BYTES + nal.length;
    }
    byte[] stream = new byte[size];
    int at = 0;
    for (byte[] nal : nals) {
      at += START_CODE_BYTES;
      stream[at - 1] = 1;
      System.arraycopy(nal, 0, stream, at, nal.length);
      at += nal.length;
    }
    return stream;
  }

  static int withoutTrailingZeros(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }
}
