package io.outpost.protocols.rtp;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory in which pictures grow until they are whole, lent to the streams of one thread in turns.
 * Most streams are between two pictures at any moment; were each to keep what its largest picture
 * took, two hundred cameras would hold a hundred megabytes for the two or three that are sending.
 * What was given back last is lent first: it is large enough by now, and still in the processor's
 * cache. Not thread-safe.
 */
public final class PictureMemory {
  /** Given back and kept at most; more than that came in a rare moment, and is let go. */
  public static final int MAX_KEPT_BYTES = 4 << 20;

  private static final int FIRST_BYTES = 16_384;
  private static final byte[] NONE = new byte[0];

  private final Deque<byte[]> kept = new ArrayDeque<>();
  private int keptBytes;

  /** What a stream has that has borrowed nothing: no bytes, shared. */
  public static byte[] none() {
    return NONE;
  }

  /**
   * Lends memory with more room, in place of {@code full}.
   *
   * @param full {@link #none}, or what was lent before and is the borrower's no longer
   * @param used its bytes from 0 on that are to stand in what is lent now
   * @param wanted room for so many bytes at least
   * @param most room for so many bytes at most
   */
  public byte[] grow(byte[] full, int used, int wanted, int most) {
    byte[] lent = full.length == 0 ? takeKept() : full;
    if (lent.length >= wanted) {
      return lent;
    }
    int larger = Math.max(wanted, Math.max(FIRST_BYTES, 2 * lent.length));
    byte[] made = new byte[Math.min(larger, most)];
    System.arraycopy(full, 0, made, 0, used);
    return made;
  }

  private byte[] takeKept() {
    byte[] last = kept.pollLast();
    if (last == null) {
      return NONE;
    }
    keptBytes -= last.length;
    return last;
  }

  /**
   * Takes back what was lent.
   *
   * @return {@link #none}, to be held in its place
   */
  public byte[] giveBack(byte[] lent) {
    if (lent.length > 0 && lent.length <= MAX_KEPT_BYTES - keptBytes) {
      kept.addLast(lent);
      keptBytes += lent.length;
    }
    return NONE;
  }

  /** Of what was given back. */
  int keptBytes() {
    return keptBytes;
  }
}
