package io.outpost.agent.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Looks into a write-ahead log that a crash has left, for what SQLite does not say: it reads up to
 * the first frame that is damaged, as if the log ended there (sqlite.org/fileformat2.html, 4.3).
 */
final class WriteAheadLog {
  private static final int HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int FRAME_BYTES = FRAME_HEADER_BYTES + Segment.PAGE_BYTES;

  /** The lowest bit tells the byte order of the words that are summed up. */
  private static final int MAGIC = 0x377f0682;

  private final ByteBuffer log;
  private final ByteOrder order;
  private int sum0;
  private int sum1;

  private WriteAheadLog(ByteBuffer log) {
    this.log = log;
    this.order = (log.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /**
   * Whether there is a commit behind a damaged frame. It may be one that was never completed: in a
   * power cut, its last frame may reach the disk before its others.
   */
  static boolean isCutShort(Path file) throws IOException {
    // A log is at most 16 MB, between transactions: it can be looked at as a whole.
    ByteBuffer log = ByteBuffer.wrap(OutboxFiles.read(file).orElse(new byte[0]));
    return log.limit() >= HEADER_BYTES + FRAME_BYTES && new WriteAheadLog(log).isCutShort();
  }

  private boolean isCutShort() {
    add(0, 24);
    if ((log.getInt(0) & ~1) != MAGIC || sum0 != log.getInt(24) || sum1 != log.getInt(28)) {
      return true;
    }
    boolean intact = true;
    for (int at = HEADER_BYTES; at + FRAME_BYTES <= log.limit(); at += FRAME_BYTES) {
      boolean current = log.getLong(at + 8) == log.getLong(16);
      intact = intact && current && matches(at);
      boolean commit = log.getInt(at + 4) != 0;
      if (!intact && current && commit) {
        return true;
      }
    }
    return false;
  }

  /** Each sum goes on from that of the frame before. */
  private boolean matches(int at) {
    add(at, 8);
    add(at + FRAME_HEADER_BYTES, Segment.PAGE_BYTES);
    return sum0 == log.getInt(at + 16) && sum1 == log.getInt(at + 20);
  }

  private void add(int from, int length) {
    ByteBuffer words = log.duplicate().order(order);
    for (int at = from; at < from + length; at += 2 * Integer.BYTES) {
      sum0 += words.getInt(at) + sum1;
      sum1 += words.getInt(at + Integer.BYTES) + sum0;
    }
  }
}
