package io.outpost.agent.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A segment could not be read or written. */
final class StoreException extends IOException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final int segment;

  private StoreException(Kind kind, int segment, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.segment = segment;
  }

  static StoreException of(int segment, Path file, SQLException cause) {
    return new StoreException(
        kind(cause), segment, "outbox segment " + file + ": " + cause.getMessage(), cause);
  }

  private static Kind kind(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return Kind.OTHER;
    }
    // Extended codes carry the primary one in their low byte (sqlite.org/rescode.html).
    int primary = sqlite.getResultCode().code & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return Kind.FULL;
    }
    if (primary == SQLiteErrorCode.SQLITE_IOERR.code) {
      return Kind.DISK;
    }
    String message = String.valueOf(e.getMessage());
    // A file was made with all of its tables and columns: one that is missing is damage as well.
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
            || primary == SQLiteErrorCode.SQLITE_NOTADB.code
            || message.contains("no such ")
            || message.contains("unsupported file format")
        ? Kind.DAMAGED
        : Kind.OTHER;
  }

  Kind kind() {
    return kind;
  }

  int segment() {
    return segment;
  }

  enum Kind {
    /** No room on the disk or within the quota. */
    FULL,
    /** The file is not what was written. */
    DAMAGED,
    /** The disk refused to read or write. */
    DISK,
    OTHER
  }
}
