package io.outpost.protocols.h26x;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The byte stream format: NAL units behind start codes (H.264 and H.265 annex B). */
public final class AnnexB {
  static final int START_CODE_BYTES = 4;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WORD_BYTES = Long.BYTES;
  private static final int STRIDE_BYTES = 4 * WORD_BYTES;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

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
        at = skip(bytes, at + 3, to);
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
   * Where a start code may end next, from {@code at} on: coded video holds few zeros, so 32 bytes
   * without one are passed over at a time, and eight where there is one.
   */
  private static int skip(byte[] bytes, int at, int to) {
    int next = at;
    while (next + STRIDE_BYTES - 2 <= to) {
      long zeros =
          zeros(bytes, next - 2)
              | zeros(bytes, next - 2 + WORD_BYTES)
              | zeros(bytes, next - 2 + 2 * WORD_BYTES)
              | zeros(bytes, next - 2 + 3 * WORD_BYTES);
      if (zeros != 0) {
        break;
      }
      next += STRIDE_BYTES;
    }
    while (next + WORD_BYTES - 2 <= to && zeros(bytes, next - 2) == 0) {
      next += WORD_BYTES;
    }
    return next;
  }

  /** Not 0 if there is a zero among the eight bytes from {@code at} on. */
  private static long zeros(byte[] bytes, int at) {
    long word = (long) WORDS.get(bytes, at);
    return (word - ONES) & ~word & HIGH_BITS;
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
