package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.SINK;
import static io.outpost.agent.outbox.TestOutbox.append;
import static io.outpost.agent.outbox.TestOutbox.draft;
import static io.outpost.agent.outbox.TestOutbox.open;
import static io.outpost.agent.outbox.TestOutbox.sequences;
import static io.outpost.agent.outbox.TestOutbox.settings;
import static io.outpost.agent.outbox.TestOutbox.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventType;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.SimulatedTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a disk can do to an outbox. */
class OutboxFailureTest {
  private static final int PAGE_BYTES = 4096;

  @TempDir Path parent;

  private Path dir() {
    return parent.resolve("outbox");
  }

  @Test
  void append_eachCommitFailsInTurn_losesNothingThatWasStored() throws Exception {
    for (int failing = 1; failing <= 12; failing++) {
      Path dir = parent.resolve("outbox-" + failing);
      List<String> stored = new ArrayList<>();
      int failures = 0;
      FailingCommit hook = new FailingCommit(failing, SQLiteErrorCode.SQLITE_IOERR_FSYNC);
      SimulatedTime time = new SimulatedTime(Observations.CAPTURED);
      try (Outbox outbox = open(dir, settings(SINK), time, hook)) {
        for (int i = 0; i < 12; i++) {
          try {
            stored.add(append(outbox, "a").id());
          } catch (ExecutionException e) {
            assertThat(e).hasRootCauseInstanceOf(SQLException.class);
            failures++;
          }
        }
        assertThat(failures).isEqualTo(1);
        assertThat(sequences(outbox.peek(SINK, 20)))
            .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
      }
      try (Outbox outbox = open(dir, settings(SINK))) {
        assertThat(TestOutbox.ids(outbox.peek(SINK, 20))).isEqualTo(stored);
      }
    }
  }

  @Test
  void append_diskFullOnce_givesUpWhatMattersLeastAndStores() throws Exception {
    FailingCommit hook = new FailingCommit(3, SQLiteErrorCode.SQLITE_FULL);
    SimulatedTime time = new SimulatedTime(Observations.CAPTURED);
    try (Outbox outbox = open(dir(), settings(SINK), time, hook)) {
      for (int i = 0; i < 5; i++) {
        append(outbox, "a");
      }
      List<QueuedEvent> events = outbox.peek(SINK, 10);
      assertThat(events.get(events.size() - 1).event().sequence()).isEqualTo(5);
      // There was nothing else to give up than the two events before.
      assertThat(events.get(0).event().type()).isEqualTo(EventType.EVENTS_LOST);
      assertThat(text(events.get(0))).contains("\"firstSequence\":1,\"lastSequence\":2");
    }
  }

  /** Fails one commit, counted from 1. */
  private static final class FailingCommit implements CommitHook {
    private final int failing;
    private final SQLiteErrorCode code;
    private int commits;

    FailingCommit(int failing, SQLiteErrorCode code) {
      this.failing = failing;
      this.code = code;
    }

    @Override
    public void beforeCommit() throws SQLException {
      if (++commits == failing) {
        throw new SQLiteException("injected", code);
      }
    }
  }

  @Test
  void peek_rowWithABadByte_tellsOfThatOneAndGivesTheOthers() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      for (int i = 0; i < 4; i++) {
        append(outbox, "a");
      }
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + segment(1));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE event SET images = zeroblob(100) WHERE sequence = 2");
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      List<QueuedEvent> events = OutboxTest.drainEvents(outbox);

      assertThat(sequences(events)).containsExactly(1L, 2L, 3L, 4L);
      assertThat(events.get(1).event().type()).isEqualTo(EventType.EVENTS_LOST);
      assertThat(text(events.get(1)))
          .contains("\"data\":{\"firstSequence\":2,\"lastSequence\":2,\"reason\":\"damage\"}");
    }
  }

  @Test
  void open_segmentIsNoDatabase_setsItAsideAndGoesOn() throws Exception {
    fillThreeSegments();
    Files.writeString(segment(2), "no database");

    assertSegmentIsLostAndToldOf(2);
  }

  @Test
  void peek_interiorPagesAreDamaged_setsTheFileAsideAndGoesOn() throws Exception {
    fillThreeSegments();
    overwrite(segment(2), 2 * PAGE_BYTES, new byte[100 * PAGE_BYTES]);

    assertSegmentIsLostAndToldOf(2);
  }

  private void assertSegmentIsLostAndToldOf(int number) throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      List<QueuedEvent> events = OutboxTest.drainEvents(outbox);
      QueuedEvent lost =
          events.stream()
              .filter(queued -> queued.event().type() == EventType.EVENTS_LOST)
              .reduce((one, other) -> other)
              .orElseThrow();
      assertThat(Segments.number(lost.position())).isEqualTo(number);
      assertThat(sequences(events)).isSorted().contains(1L, 60L);
      assertThat(events).hasSizeLessThan(60);
      assertThat(append(outbox, "a").sequence()).isEqualTo(61);
    }
    try (Stream<Path> files = Files.list(dir())) {
      assertThat(files.map(Path::toString))
          .anyMatch(name -> name.contains("segment-00000" + number + ".db.damaged-"));
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(append(outbox, "a").sequence()).isEqualTo(62);
    }
  }

  private Set<String> fillThreeSegments() throws Exception {
    Set<String> ids = new HashSet<>();
    try (Outbox outbox = open(dir(), settings(SINK))) {
      List<Future<Event>> appended = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        appended.add(outbox.append(draft("a", Phase.BEGAN, 60_000)));
      }
      for (Future<Event> future : appended) {
        ids.add(future.get(60, TimeUnit.SECONDS).id());
      }
    }
    return ids;
  }

  @Test
  void open_newestSegmentIsDamaged_givesNoIdForTheSecondTime() throws Exception {
    Set<String> ids = fillThreeSegments();
    int newest = OutboxFiles.segments(dir()).last();
    Files.writeString(segment(newest), "no database");

    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(ids).doesNotContain(append(outbox, "a").id());
      List<QueuedEvent> events = OutboxTest.drainEvents(outbox);
      long next = 1;
      for (QueuedEvent queued : events) {
        if (queued.event().type() == EventType.EVENTS_LOST) {
          assertThat(text(queued)).contains("\"firstSequence\":" + next + ",");
        } else {
          assertThat(queued.event().sequence()).isEqualTo(next);
        }
        next = queued.event().sequence() + 1;
      }
    }
  }

  @Test
  void open_logOfACrashIsDamagedInTheMiddle_tellsOfTheLossAndGivesNoIdTwice() throws Exception {
    Path crashed = parent.resolve("crashed");
    Set<String> ids = new HashSet<>();
    try (Outbox outbox = open(dir(), settings(SINK))) {
      for (int i = 0; i < 20; i++) {
        ids.add(append(outbox, "a").id());
      }
      copyTo(crashed);
    }
    assertThat(WriteAheadLog.isCutShort(crashed.resolve("segment-000001.db-wal"))).isFalse();
    overwrite(crashed.resolve("segment-000001.db-wal"), 40 * PAGE_BYTES, new byte[] {85, 85, 85});
    assertThat(WriteAheadLog.isCutShort(crashed.resolve("segment-000001.db-wal"))).isTrue();

    try (Outbox outbox = open(crashed, settings(SINK))) {
      assertThat(ids).doesNotContain(append(outbox, "a").id());
      List<QueuedEvent> events = OutboxTest.drainEvents(outbox);
      QueuedEvent lost = events.get(events.size() - 2);
      assertThat(lost.event().type()).isEqualTo(EventType.EVENTS_LOST);
      assertThat(text(lost)).contains("\"firstSequence\":" + (events.size() - 1) + ",");
      assertThat(events.get(events.size() - 1).event().sequence())
          .isEqualTo(lost.event().sequence() + 1);
    }
  }

  /** What a crash would leave. */
  private void copyTo(Path copy) throws IOException {
    Files.createDirectory(copy);
    try (Stream<Path> files = Files.list(dir())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void open_everythingIsDamaged_beginsWithANewIncarnation() throws Exception {
    Set<String> ids = fillThreeSegments();
    for (int number : OutboxFiles.segments(dir())) {
      Files.writeString(segment(number), "no database");
    }
    Files.writeString(dir().resolve("ledger.json"), "no ledger");

    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(ids).doesNotContain(append(outbox, "a").id());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void open_randomDamage_alwaysStartsAndStores(long seed) throws Exception {
    Set<String> ids = fillThreeSegments();
    Random random = new Random(seed);
    try (Stream<Path> files = Files.list(dir())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".db")).sorted().toList()) {
        byte[] garbage = new byte[1 + random.nextInt(16_384)];
        random.nextBytes(garbage);
        // Half of them in the first pages, where the header and the schema are.
        long range = random.nextBoolean() ? 8192 : Files.size(file);
        overwrite(file, (long) (random.nextDouble() * range), garbage);
      }
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      OutboxTest.drain(outbox);
      String id = append(outbox, "a").id();
      assertThat(ids).doesNotContain(id);
      assertThat(OutboxTest.drain(outbox)).contains(id);
    }
  }

  private Path segment(int number) {
    return OutboxFiles.segment(dir(), number);
  }

  private static void overwrite(Path file, long offset, byte[] bytes) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(offset);
      access.write(bytes);
    }
  }
}
