package io.outpost.agent.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** One file of the outbox, as its writer sees it. The writer's thread only. */
final class Segment implements AutoCloseable {
  static final int PAGE_BYTES = 4096;
  private static final int CHECKPOINT_PAGES = 1024;
  private static final int JOURNAL_LIMIT_BYTES = 16 << 20;

  private static final List<String> SCHEMA =
      List.of(
          "PRAGMA page_size = " + PAGE_BYTES,
          "PRAGMA auto_vacuum = INCREMENTAL",
          "CREATE TABLE event (position INTEGER PRIMARY KEY, camera TEXT, first INTEGER,"
              + " sequence INTEGER, id TEXT, type TEXT, time TEXT, stored INTEGER,"
              + " priority INTEGER, size INTEGER, json BLOB, image_list TEXT, crc INTEGER,"
              + " images BLOB)",
          "CREATE INDEX by_priority ON event (priority, position, size)",
          "CREATE INDEX with_images ON event (priority, position) WHERE images IS NOT NULL",
          "CREATE INDEX lost ON event (camera, sequence) WHERE priority = 2",
          "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
          StillTable.SCHEMA);

  private final int number;
  private final Path file;
  private final Connection connection;
  private final CommitHook hook;
  private final Statement statement;
  private final PreparedStatement insert;
  private final PreparedStatement put;
  private final StillTable stills;

  private Segment(int number, Path file, Connection connection, CommitHook hook)
      throws SQLException {
    this.number = number;
    this.file = file;
    this.connection = connection;
    this.hook = hook;
    this.statement = connection.createStatement();
    this.insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO event ("
                + SegmentReader.COLUMNS
                + ", size)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.put = connection.prepareStatement("INSERT OR REPLACE INTO state VALUES (?, ?)");
    this.stills = new StillTable(connection);
  }

  /** Puts into a segment what it begins with, within a transaction. */
  interface Filling {
    void fill(Segment segment) throws SQLException, IOException;
  }

  /** Makes a file that is either complete or not there, and opens it. */
  static Segment create(OutboxFiles files, int number, Filling filling, CommitHook hook)
      throws IOException {
    Path unfinished = files.unfinished(number);
    OutboxFiles.create(unfinished);
    try (Connection connection = connect(unfinished);
        Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
      try (Segment segment = new Segment(number, unfinished, connection, CommitHook.NONE)) {
        segment.transaction(() -> filling.fill(segment));
      }
    } catch (SQLException e) {
      throw StoreException.of(number, unfinished, e);
    }
    files.rename(unfinished, files.segment(number));
    return open(files, number, hook);
  }

  static Segment open(OutboxFiles files, int number, CommitHook hook) throws IOException {
    Path file = files.segment(number);
    Connection connection = null;
    try {
      connection = connect(file);
      try (Statement statement = connection.createStatement()) {
        // The images of an event that is given up or has expired are not to be read again.
        statement.execute("PRAGMA secure_delete = ON");
        try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
          if (!mode.next() || !mode.getString(1).equals("wal")) {
            throw new IOException(
                "outbox " + file + ": its file system lacks shared memory; use a local disk");
          }
        }
        statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        statement.execute("PRAGMA journal_size_limit = " + JOURNAL_LIMIT_BYTES);
        statement.execute(StillTable.SCHEMA);
      }
      return new Segment(number, file, connection, hook);
    } catch (SQLException e) {
      IOException failure = StoreException.of(number, file, e);
      try {
        if (connection != null) {
          connection.close();
        }
      } catch (SQLException suppressed) {
        failure.addSuppressed(suppressed);
      }
      throw failure;
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) SegmentReader.BUSY_TIMEOUT.toMillis());
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  int number() {
    return number;
  }

  /** The quota of the disk, as the last line of defence: no file alone may exceed it. */
  void limit(long maxBytes) throws IOException {
    run("PRAGMA max_page_count = " + maxBytes / PAGE_BYTES);
  }

  /** All of it or nothing; durable when it returns. */
  void transaction(Body body) throws IOException {
    try {
      statement.execute("BEGIN IMMEDIATE");
      boolean done = false;
      try {
        body.run();
        hook.beforeCommit();
        statement.execute("COMMIT");
        done = true;
      } finally {
        if (!done) {
          rollback();
        }
      }
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
  }

  @SuppressWarnings("EmptyCatch")
  private void rollback() {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // After SQLITE_FULL and SQLITE_IOERR, SQLite has rolled back by itself and says that there is
      // no transaction.
    }
  }

  /** Within a transaction: stores the row in the place of any other at its position. */
  void put(Row row) throws SQLException {
    insert.setLong(1, row.position());
    insert.setString(2, row.camera());
    insert.setLong(3, row.first());
    insert.setLong(4, row.sequence());
    insert.setString(5, row.id());
    insert.setString(6, row.type());
    insert.setString(7, row.time());
    insert.setLong(8, row.storedMillis());
    insert.setInt(9, row.priority());
    insert.setBytes(10, row.json());
    insert.setString(11, row.imageList());
    insert.setBytes(12, row.images());
    insert.setLong(13, row.crc());
    insert.setLong(14, row.sizeBytes());
    insert.executeUpdate();
    insert.clearParameters();
  }

  /** Within a transaction. */
  void put(String name, String value) throws SQLException {
    put.setString(1, name);
    put.setString(2, value);
    put.executeUpdate();
  }

  /** Within a transaction. */
  void put(Map<String, String> state) throws SQLException {
    for (Map.Entry<String, String> entry : state.entrySet()) {
      put(entry.getKey(), entry.getValue());
    }
  }

  /** Of what is open; within a transaction. */
  StillTable stills() {
    return stills;
  }

  /** What is asked of the stills. */
  interface Query<T> {
    T ask(StillTable stills) throws SQLException;
  }

  <T> T read(Query<T> query) throws IOException {
    try {
      return query.ask(stills);
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
  }

  /** Within a transaction. */
  void delete(long position) throws SQLException {
    statement.executeUpdate("DELETE FROM event WHERE position = " + position);
  }

  /** Everything that was {@linkplain #put(String, String) put}. */
  Map<String, String> state() throws IOException {
    Map<String, String> state = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT name, value FROM state")) {
      while (rows.next()) {
        state.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
    return state;
  }

  /** The rows that the clause selects; they may be damaged. */
  List<Row> rows(String clause) throws IOException {
    List<Row> found = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT " + SegmentReader.COLUMNS + " FROM event " + clause)) {
      while (rows.next()) {
        found.add(SegmentReader.row(rows));
      }
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
    return found;
  }

  /** Lost events of the camera that end with, or begin with, that sequence. */
  Optional<Row> lost(String camera, String column, long sequence) throws IOException {
    // Camera ids have no quotes in them, but a damaged row might.
    if (!camera.matches("[A-Za-z0-9_-]+")) {
      return Optional.empty();
    }
    return rows("WHERE priority = 2 AND camera = '" + camera + "' AND " + column + " = " + sequence)
        .stream()
        .findFirst();
  }

  /** The camera's event of that sequence, other than one that tells of a loss. */
  Optional<Row> event(String camera, long sequence) throws IOException {
    if (!camera.matches("[A-Za-z0-9_-]+")) {
      return Optional.empty();
    }
    return rows("WHERE priority < 2 AND camera = '" + camera + "' AND sequence = " + sequence)
        .stream()
        .findFirst();
  }

  /** The number that the query selects; 0 if none. */
  long number(String query) throws IOException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
  }

  List<Long> numbers(String query) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
    return numbers;
  }

  /** Of the newest event; 0 if there is none. */
  long lastPosition() throws IOException {
    return number("SELECT max(position) FROM event");
  }

  long fileBytes() throws IOException {
    return number("PRAGMA page_count") * PAGE_BYTES;
  }

  /** What holds rows; the rest of the file is free for new ones. */
  long usedBytes() throws IOException {
    return fileBytes() - freeBytes();
  }

  long freeBytes() throws IOException {
    return number("PRAGMA freelist_count") * PAGE_BYTES;
  }

  /** Gives free pages back to the file system. */
  void shrink() throws IOException {
    try {
      // Each step of this statement frees one page. The driver runs an update to its end, anything
      // else for one step.
      statement.executeUpdate("PRAGMA incremental_vacuum");
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
    checkpoint();
  }

  void checkpoint() throws IOException {
    run("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  private void run(String sql) throws IOException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw StoreException.of(number, file, e);
    }
  }

  interface Body {
    void run() throws SQLException, IOException;
  }
}
