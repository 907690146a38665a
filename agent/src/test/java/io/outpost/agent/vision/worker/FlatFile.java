package io.outpost.agent.vision.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes FlatBuffers (google.github.io/flatbuffers, "Internals") from the front: what is referred
 * to follows, and its offset is filled in then. All fields of a table take four bytes.
 */
final class FlatFile {
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /** With room for the offset of the root. */
  FlatFile(String identifier) {
    bytes.putInt(0).put(identifier.getBytes(UTF_8));
  }

  /** A table with the first so many fields of its type, all of them zero; its place. */
  int table(int fields) {
    align(4);
    int vtableBytes = 4 + 2 * fields;
    if ((bytes.position() + vtableBytes) % 4 != 0) {
      bytes.putShort((short) 0);
    }
    int vtable = bytes.position();
    bytes.putShort((short) vtableBytes).putShort((short) (4 + 4 * fields));
    for (int i = 0; i < fields; i++) {
      bytes.putShort((short) (4 + 4 * i));
    }
    int table = bytes.position();
    bytes.putInt(table - vtable);
    for (int i = 0; i < fields; i++) {
      bytes.putInt(0);
    }
    return table;
  }

  /** Sets a number of up to four bytes. */
  void set(int table, int field, int value) {
    bytes.putInt(slot(table, field), value);
  }

  /** Has a field refer to what comes next. */
  void refer(int table, int field, int target) {
    bytes.putInt(slot(table, field), target - slot(table, field));
  }

  /** Leaves a field out. */
  void omit(int table, int field) {
    int vtable = table - bytes.getInt(table);
    bytes.putShort(vtable + 4 + 2 * field, (short) 0);
  }

  int ints(int... values) {
    align(4);
    int at = bytes.position();
    bytes.putInt(values.length);
    Arrays.stream(values).forEach(bytes::putInt);
    return at;
  }

  int floats(float value) {
    return ints(Float.floatToIntBits(value));
  }

  int longs(long value) {
    while ((bytes.position() + 4) % 8 != 0) {
      bytes.put((byte) 0);
    }
    int at = bytes.position();
    bytes.putInt(1).putLong(value);
    return at;
  }

  int string(String text) {
    align(4);
    int at = bytes.position();
    bytes.putInt(text.length()).put(text.getBytes(UTF_8)).put((byte) 0);
    return at;
  }

  /** A list of tables that follow; entries are filled in by {@link #entry}. */
  int tables(int count) {
    align(4);
    int at = bytes.position();
    bytes.putInt(count);
    for (int i = 0; i < count; i++) {
      bytes.putInt(0);
    }
    return at;
  }

  void entry(int list, int index, int table) {
    int at = list + 4 + 4 * index;
    bytes.putInt(at, table - at);
  }

  byte[] finish(int root) {
    bytes.putInt(0, root);
    align(8);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private void align(int to) {
    while (bytes.position() % to != 0) {
      bytes.put((byte) 0);
    }
  }

  private static int slot(int table, int field) {
    return table + 4 + 4 * field;
  }
}
