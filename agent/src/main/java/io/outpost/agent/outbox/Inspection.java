package io.outpost.agent.outbox;

import io.outpost.agent.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Shows every event that is kept to whoever verifies them, in order: those whose time is over, too,
 * and that one is damaged. Beside an agent that may be running.
 */
public final class Inspection {
  private Inspection() {}

  /** Who is shown them. */
  public interface Inspector {
    /** An event whose row is as it was stored. */
    void intact(Event event);

    /** A row is not as it was stored; what it says of its place may be wrong. */
    void damaged(String camera, long sequence);
  }

  /**
   * @throws IOException when there is no outbox, or a segment cannot be read
   */
  public static void run(Path dir, Inspector inspector) throws IOException {
    if (!Files.isDirectory(dir)) {
      throw new IOException("there is no outbox in " + dir + "; it is made when the agent runs");
    }
    for (int number : OutboxFiles.segments(dir)) {
      Path file = OutboxFiles.segment(dir, number);
      try (SegmentReader reader = new SegmentReader(file)) {
        reader.read(
            0,
            row -> {
              show(row, inspector);
              return true;
            });
      } catch (SQLException e) {
        if (Files.exists(file)) {
          throw StoreException.of(number, file, e);
        }
        // Every sink had it, and so it was deleted in the meantime.
      }
    }
  }

  private static void show(Row row, Inspector inspector) {
    if (row.isIntact()) {
      inspector.intact(row.toEvent().event());
    } else {
      inspector.damaged(row.camera(), row.sequence());
    }
  }
}
