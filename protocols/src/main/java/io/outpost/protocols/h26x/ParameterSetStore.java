package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The parameter sets of one kind by their id. Storing again what is stored allocates nothing. */
final class ParameterSetStore {
  /** More than the largest scaling matrix takes. */
  static final int MAX_SET_BYTES = 4_096;

  /** Of all sets of one kind: cameras send one or a few of less than 100 bytes. */
  static final int MAX_TOTAL_BYTES = 65_536;

  private final String name;
  private final byte[] @Nullable [] sets;
  private int totalBytes;

  ParameterSetStore(String name, int maxSets) {
    this.name = name;
    this.sets = new byte[maxSets] @Nullable [];
  }

  boolean contains(int id, byte[] bytes, int offset, int length) {
    byte[] stored = sets[id];
    return stored != null
        && Arrays.equals(stored, 0, stored.length, bytes, offset, offset + length);
  }

  boolean has(int id) {
    return sets[id] != null;
  }

  boolean isEmpty() {
    return totalBytes == 0;
  }

  void put(int id, byte[] bytes, int offset, int length) throws ProtocolException {
    if (length > MAX_SET_BYTES) {
      throw new ProtocolException(
          name, 0, "expected a parameter set of at most 4096 bytes, found " + length);
    }
    remove(id);
    if (totalBytes + AnnexB.START_CODE_BYTES + length > MAX_TOTAL_BYTES) {
      throw new ProtocolException(name, 0, "expected parameter sets of at most 64 KiB in all");
    }
    sets[id] = Arrays.copyOfRange(bytes, offset, offset + length);
    totalBytes += AnnexB.START_CODE_BYTES + length;
  }

  void remove(int id) {
    byte[] stored = sets[id];
    if (stored != null) {
      totalBytes -= AnnexB.START_CODE_BYTES + stored.length;
      sets[id] = null;
    }
  }

  /** Bytes of all sets with their start codes. */
  int totalBytes() {
    return totalBytes;
  }

  /** Writes all sets behind start codes to {@code at}, whose bytes are zero. Returns the end. */
  int writeTo(byte[] target, int at) {
    int end = at;
    for (byte[] stored : sets) {
      if (stored != null) {
        target[end + AnnexB.START_CODE_BYTES - 1] = 1;
        System.arraycopy(stored, 0, target, end + AnnexB.START_CODE_BYTES, stored.length);
        end += AnnexB.START_CODE_BYTES + stored.length;
      }
    }
    return end;
  }
}
