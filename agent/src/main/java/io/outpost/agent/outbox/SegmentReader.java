package io.outpost.agent.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Predicate;
import org.sqlite.SQLiteConfig;

/** Reads one segment beside its writer, maybe from another process. One thread, for a moment. */
final class SegmentReader implements AutoCloseable {
  static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
  static final String COLUMNS =
      "position, camera, first, sequence, id, type, time, stored, priority, json, image_list,"
          + " images, crc";

  private final Connection connection;

  SegmentReader(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    connection = config.createConnection("jdbc:sqlite:" + file);
  }

  /**
   * Hands over rows in order, one at a time, until {@code more} says that it is enough. They may be
   * damaged.
   */
  void read(long after, Predicate<Row> more) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM event WHERE position > ? ORDER BY position")) {
      select.setLong(1, after);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (!more.test(row(rows))) {
            return;
          }
        }
      }
    }
  }

  /** The position after which the last {@code count} events are; fewer if there are fewer. */
  long positionBefore(long count) throws SQLException {
    return number(
        "SELECT coalesce((SELECT position FROM event ORDER BY position DESC LIMIT 1 OFFSET "
            + count
            + "), 0)");
  }

  long countAfter(long position) throws SQLException {
    return number("SELECT count(*) FROM event WHERE position > " + position);
  }

  /** When the first event after the position was stored, milliseconds since 1970; -1 if none. */
  long storedMillisAfter(long position) throws SQLException {
    return number(
        "SELECT coalesce((SELECT stored FROM event WHERE position > "
            + position
            + " ORDER BY position LIMIT 1), -1)");
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** The row that the result set is on; it may be damaged. */
  static Row row(ResultSet rows) throws SQLException {
    return new Row(
        rows.getLong(1),
        text(rows, 2),
        rows.getLong(3),
        rows.getLong(4),
        text(rows, 5),
        text(rows, 6),
        text(rows, 7),
        rows.getLong(8),
        rows.getInt(9),
        bytes(rows, 10),
        text(rows, 11),
        rows.getBytes(12),
        rows.getLong(13));
  }

  private static String text(ResultSet rows, int column) throws SQLException {
    String text = rows.getString(column);
    return text == null ? "" : text;
  }

  private static byte[] bytes(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? new byte[0] : bytes;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
