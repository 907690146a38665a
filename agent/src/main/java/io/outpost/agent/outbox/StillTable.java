package io.outpost.agent.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The table of a segment in which the stills are that belong to what cameras have open. Each is
 * written once, beside the text that refers to it: that is written anew every few seconds. The
 * writer's thread only.
 */
final class StillTable {
  /** A segment of a version that kept none gets it when it is opened. */
  static final String SCHEMA =
      "CREATE TABLE IF NOT EXISTS open_still (camera TEXT, name TEXT, stored INTEGER, crc INTEGER,"
          + " jpeg BLOB, PRIMARY KEY (camera, name))";

  private final Connection connection;

  StillTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * A still.
   *
   * @param name under which the camera knows it
   * @param storedMillis when it was stored first, since 1970
   */
  record Still(String camera, String name, long storedMillis, byte[] jpeg) {
    private long crc() {
      CRC32C crc = new CRC32C();
      crc.update(ByteBuffer.allocate(Long.BYTES).putLong(storedMillis).flip());
      crc.update((camera + "\n" + name + "\n").getBytes(UTF_8));
      crc.update(jpeg);
      return crc.getValue();
    }
  }

  /** That a still is there. */
  record Entry(String camera, String name, long storedMillis, long sizeBytes) {}

  /** Within a transaction. */
  void put(Still still) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO open_still VALUES (?, ?, ?, ?, ?)")) {
      put.setString(1, still.camera());
      put.setString(2, still.name());
      put.setLong(3, still.storedMillis());
      put.setLong(4, still.crc());
      put.setBytes(5, still.jpeg());
      put.executeUpdate();
    }
  }

  /** Within a transaction. */
  void delete(String camera, String name) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM open_still WHERE camera = ? AND name = ?")) {
      delete.setString(1, camera);
      delete.setString(2, name);
      delete.executeUpdate();
    }
  }

  /** Within a transaction. */
  void clear() throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM open_still")) {
      delete.executeUpdate();
    }
  }

  /** The still as it was stored; empty where it is not there, or damaged. */
  Optional<Still> get(String camera, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT stored, crc, jpeg FROM open_still WHERE camera = ? AND name = ?")) {
      select.setString(1, camera);
      select.setString(2, name);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        byte @Nullable [] jpeg = row.getBytes(3);
        Still still = new Still(camera, name, row.getLong(1), jpeg == null ? new byte[0] : jpeg);
        return still.crc() == row.getLong(2) ? Optional.of(still) : Optional.empty();
      }
    }
  }

  List<Entry> list() throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT camera, name, stored, length(jpeg) FROM open_still");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        // A damaged row may hold anything; its still is found damaged when it is read.
        entries.add(
            new Entry(
                String.valueOf(row.getString(1)),
                String.valueOf(row.getString(2)),
                row.getLong(3),
                row.getLong(4)));
      }
    }
    return entries;
  }
}
