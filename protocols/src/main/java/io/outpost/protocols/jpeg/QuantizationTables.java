package io.outpost.protocols.jpeg;

import io.outpost.protocols.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The quantization tables of a stream (RFC 2435 3.1.8, 4.2): computed from Q below 100, carried in
 * the picture for 255, carried in some picture and kept for 128 to 254.
 */
final class QuantizationTables {
  static final int MAX_TABLES = 4;

  private static final String SECTION = "RFC 2435 3.1.8";
  private static final int FIRST_CARRIED_Q = 128;
  private static final int UNKEPT_Q = 255;
  private static final int Q_COUNT = 256;

  private final Tables[] byQ = new Tables[Q_COUNT];
  private final Tables unkept = new Tables();
  private Tables current = unkept;

  /** Tables one behind the other; bit i of {@code precisions}: table i has two bytes a value. */
  private static final class Tables {
    private final byte[] bytes = new byte[MAX_TABLES * 2 * JpegTables.TABLE_BYTES];
    private int length;
    private int precisions;
  }

  /** Whether a quantization table header stands in the first packet of a picture. */
  static boolean areCarried(int q) {
    return q >= FIRST_CARRIED_Q;
  }

  /** Takes the tables for a picture whose packets do not carry them. */
  void useComputed(int q) throws ProtocolException {
    if (q == 0 || q >= 100) {
      throw new ProtocolException(SECTION, 5, "expected Q of 1 to 99 or 128 to 255, found " + q);
    }
    Tables tables = byQ[q];
    if (tables == null) {
      tables = new Tables();
      byte[] computed = JpegTables.quantization(q);
      System.arraycopy(computed, 0, tables.bytes, 0, computed.length);
      tables.length = computed.length;
      byQ[q] = tables;
    }
    current = tables;
  }

  /**
   * Takes the tables that a packet carries; none, for those kept since an earlier picture.
   *
   * @param precisions as in the quantization table header
   */
  void useCarried(int q, int precisions, byte[] bytes, Region region) throws ProtocolException {
    @Nullable Tables tables = q == UNKEPT_Q ? unkept : byQ[q];
    if (region.length() == 0) {
      if (q == UNKEPT_Q || tables == null) {
        throw new ProtocolException(
            SECTION, region.offset(), "expected quantization tables for Q " + q + ", found none");
      }
      current = tables;
      return;
    }
    checkLength(precisions, region);
    if (tables == null) {
      tables = new Tables();
      byQ[q] = tables;
    }
    System.arraycopy(bytes, region.offset(), tables.bytes, 0, region.length());
    tables.length = region.length();
    tables.precisions = precisions;
    current = tables;
  }

  /** A part of a packet. */
  record Region(int offset, int length) {}

  private static void checkLength(int precisions, Region region) throws ProtocolException {
    int size = 0;
    int count = 0;
    while (size < region.length() && count < MAX_TABLES) {
      size += tableBytes(precisions, count);
      count++;
    }
    if (size != region.length()) {
      throw new ProtocolException(
          SECTION,
          region.offset(),
          "expected 1 to 4 quantization tables, found " + region.length() + " bytes");
    }
  }

  private static int tableBytes(int precisions, int table) {
    return JpegTables.TABLE_BYTES * ((precisions >> table & 1) + 1);
  }

  /** Bytes that {@link #writeSegments} needs. */
  int segmentBytes() {
    return current.length + count() * 5;
  }

  /** How many tables the picture has. */
  int count() {
    int size = 0;
    int count = 0;
    while (size < current.length) {
      size += tableBytes(current.precisions, count);
      count++;
    }
    return count;
  }

  /** Whether a table has values of two bytes, which baseline JPEG has not. */
  boolean areExtended() {
    return (current.precisions & ((1 << count()) - 1)) != 0;
  }

  /** Writes a DQT segment for each table. Returns the end. */
  int writeSegments(byte[] to, int start) {
    int at = start;
    int from = 0;
    for (int table = 0; from < current.length; table++) {
      int size = tableBytes(current.precisions, table);
      to[at++] = (byte) 0xFF;
      to[at++] = (byte) 0xDB;
      to[at++] = 0;
      to[at++] = (byte) (3 + size);
      to[at++] = (byte) ((size > JpegTables.TABLE_BYTES ? 0x10 : 0) | table);
      System.arraycopy(current.bytes, from, to, at, size);
      at += size;
      from += size;
    }
    return at;
  }

  /** The tables as they are, for tests. */
  byte[] bytes() {
    return Arrays.copyOf(current.bytes, current.length);
  }
}
