package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.MIB;
import static io.outpost.agent.outbox.TestOutbox.SINK;
import static io.outpost.agent.outbox.TestOutbox.append;
import static io.outpost.agent.outbox.TestOutbox.draft;
import static io.outpost.agent.outbox.TestOutbox.open;
import static io.outpost.agent.outbox.TestOutbox.openStills;
import static io.outpost.agent.outbox.TestOutbox.settings;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.SimulatedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Stills of what cameras have open, kept beside it. */
class OutboxStillsTest {
  @TempDir Path parent;
  private final SimulatedTime time = new SimulatedTime(Observations.CAPTURED);
  private SQLException failure = new SQLException("none");
  private int failing;

  private Path dir() {
    return parent.resolve("outbox");
  }

  private Outbox begin() throws IOException {
    return open(dir(), settings(SINK), time, this::fail);
  }

  private void fail() throws SQLException {
    if (failing-- > 0) {
      throw failure;
    }
  }

  /** As long as a small JPEG, and found in a file by its words. */
  private static byte[] still(String word) {
    return (word + " ").repeat(2_000).getBytes(UTF_8);
  }

  private static OpenRecord record(String text, String... words) {
    Map<String, byte[]> stills = new HashMap<>();
    for (String word : words) {
      stills.put(word + "/entry", still(word));
    }
    return new OpenRecord(text, stills);
  }

  private static void remember(Outbox outbox, String camera, OpenRecord open) throws Exception {
    outbox.remember(camera, open).get(30, TimeUnit.SECONDS);
  }

  private void sql(String sql) throws SQLException, IOException {
    Path newest = OutboxFiles.segment(dir(), OutboxFiles.segments(dir()).last());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + newest);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** In any file of the outbox, also where nothing refers to it. */
  private boolean onTheDisk(String word) throws IOException {
    return onTheDisk(word, dir());
  }

  private static boolean onTheDisk(String word, Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(word + " " + word)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void stills_afterRestart_areWhatWasStored() throws Exception {
    try (Outbox outbox = begin()) {
      assertThat(outbox.stills("a")).isEmpty();
      remember(outbox, "a", record("one", "lorry", "van"));
      outbox
          .append(List.of(draft("b", Phase.BEGAN, 0)), record("other", "bus"))
          .get(30, TimeUnit.SECONDS);
    }
    try (Outbox outbox = begin()) {
      Map<String, byte[]> stills = outbox.stills("a");
      assertThat(stills).containsOnlyKeys("lorry/entry", "van/entry");
      assertThat(stills.get("van/entry")).isEqualTo(still("van"));
      assertThat(outbox.stills("b")).containsOnlyKeys("bus/entry");
    }
  }

  /** What is there is not written anew with each text, nor after a restart. */
  @Test
  void remember_stillIsThere_isNotWrittenAgain() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "a", record("one", "lorry"));
    }
    sql(
        "CREATE TRIGGER once BEFORE INSERT ON open_still WHEN NEW.name LIKE 'lorry%' BEGIN SELECT"
            + " RAISE(FAIL, 'written again'); END");
    try (Outbox outbox = begin()) {
      remember(outbox, "a", record("two", "lorry"));
      remember(outbox, "a", record("three", "lorry", "van"));
      assertThat(outbox.stills("a")).containsOnlyKeys("lorry/entry", "van/entry");
      assertThatThrownBy(() -> remember(outbox, "b", record("four", "lorry")))
          .hasMessageContaining("written again");
    }
  }

  @Test
  void still_nothingRefersToItAnyMore_isOnTheDiskNoMore() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "a", record("one", "lorry", "van"));
      remember(outbox, "b", record("one", "bus"));
      assertThat(onTheDisk("lorry")).isTrue();
      outbox
          .append(List.of(draft("a", Phase.BEGAN, 0)), record("two", "van"))
          .get(30, TimeUnit.SECONDS);
      remember(outbox, "b", OpenRecord.NONE);
      assertThat(openStills(dir())).containsOnlyKeys("van/entry");
      outbox.upkeep();
      assertThat(onTheDisk("lorry")).isFalse();
      assertThat(onTheDisk("bus")).isFalse();
      assertThat(onTheDisk("van")).isTrue();
    }
  }

  @Test
  void still_afterRotation_isInTheNewestSegmentAlone() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "a", record("one", "lorry"));
      for (int i = 0; i < 60; i++) {
        append(outbox, draft("b", Phase.BEGAN, 60_000));
      }
      assertThat(OutboxFiles.segments(dir())).hasSizeGreaterThan(2);
      assertThat(outbox.stills("a").get("lorry/entry")).isEqualTo(still("lorry"));
      remember(outbox, "a", OpenRecord.NONE);
      outbox.upkeep();
      assertThat(onTheDisk("lorry")).isFalse();
    }
  }

  /** Text and stills are one: a commit that fails leaves both as they were. */
  @Test
  void remember_commitFails_leavesWhatWasThere() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "a", record("one", "lorry"));
      failure = new SQLiteException("injected", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
      failing = 1;
      assertThatThrownBy(() -> remember(outbox, "a", record("two", "van")))
          .hasMessageContaining("injected");
      assertThat(outbox.remembered("a")).isEqualTo("one");
      assertThat(outbox.stills("a")).containsOnlyKeys("lorry/entry");
      remember(outbox, "a", record("two", "van"));
      assertThat(outbox.stills("a")).containsOnlyKeys("van/entry");
    }
  }

  /** On a full disk events are what counts. */
  @Test
  void append_diskFull_storesTheEventWithoutTheStill() throws Exception {
    try (Outbox outbox = begin()) {
      failure = new SQLiteException("injected", SQLiteErrorCode.SQLITE_FULL);
      failing = 1;
      outbox
          .append(List.of(draft("a", Phase.BEGAN, 0)), record("one", "lorry"))
          .get(30, TimeUnit.SECONDS);
      assertThat(outbox.remembered("a")).isEqualTo("one");
      assertThat(outbox.stills("a")).isEmpty();
      outbox.upkeep();
      remember(outbox, "a", record("two", "lorry"));
      assertThat(outbox.stills("a")).containsOnlyKeys("lorry/entry");
    }
  }

  @Test
  void append_moreThanTheirPartOfTheQuota_storesTheEventAndWhatFits() throws Exception {
    byte[] large = new byte[Math.toIntExact(settings(SINK).quotaBytes() / 16) - 100];
    try (Outbox outbox = begin()) {
      remember(outbox, "a", new OpenRecord("one", Map.of("large", large)));
      outbox
          .append(List.of(draft("b", Phase.BEGAN, 0)), record("two", "lorry"))
          .get(30, TimeUnit.SECONDS);
      assertThat(outbox.remembered("b")).isEqualTo("two");
      assertThat(outbox.peek(SINK, 9)).hasSize(1);
      assertThat(openStills(dir())).containsOnlyKeys("large");
      remember(outbox, "a", OpenRecord.NONE);
      remember(outbox, "b", record("three", "lorry"));
      assertThat(openStills(dir())).containsOnlyKeys("lorry/entry");
    }
  }

  @Test
  void append_quotaIsUsedUpByEvents_givesUpNoneForAStill() throws Exception {
    OutboxSettings small =
        new OutboxSettings("test", Set.of(SINK), 2 * MIB, MIB, Duration.ofDays(3), MIB, 0);
    try (Outbox outbox = open(dir(), small, time, CommitHook.NONE)) {
      OpenRecord open =
          new OpenRecord("one", Map.of("still", new byte[Math.toIntExact(2 * MIB / 16)]));
      remember(outbox, "b", open);
      assertThat(outbox.stills("b")).hasSize(1);
      while (!outbox.stills("b").isEmpty()) {
        remember(outbox, "b", OpenRecord.NONE);
        append(outbox, draft("a", Phase.BEGAN, 20_000));
        remember(outbox, "b", open);
      }
      assertThat(outbox.peek(SINK, 1).get(0).event().images().get(0).isEvicted()).isFalse();
    }
  }

  @Test
  void still_olderThanTheRetention_isGivenUpAndNotWrittenAgain() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "a", record("one", "lorry"));
      time.advance(Duration.ofHours(71));
      outbox.upkeep();
      assertThat(onTheDisk("lorry")).isTrue();
      time.advance(Duration.ofHours(2));
      outbox.upkeep();
      remember(outbox, "a", record("two", "lorry"));
      assertThat(outbox.remembered("a")).isEqualTo("two");
      assertThat(outbox.stills("a")).isEmpty();
      assertThat(onTheDisk("lorry")).isFalse();
    }
  }

  @Test
  void still_olderThanTheRetention_isNotWrittenAgainAfterRotation() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "a", record("one", "lorry"));
      time.advance(Duration.ofHours(73));
      outbox.upkeep();
      for (int i = 0; i < 60; i++) {
        append(outbox, draft("b", Phase.BEGAN, 60_000));
      }
      assertThat(OutboxFiles.segments(dir())).hasSizeGreaterThan(2);
      remember(outbox, "a", record("two", "lorry"));
      assertThat(outbox.stills("a")).isEmpty();
      assertThat(onTheDisk("lorry")).isFalse();
    }
  }

  /** What was deleted is in the write-ahead log until that is written back. */
  @Test
  void still_agentKilledAfterNothingRefersToIt_isOnTheDiskNoMore() throws Exception {
    Path killed;
    try (Outbox outbox = begin()) {
      outbox.stills("a"); // After that, nobody tends it.
      remember(outbox, "a", record("one", "lorry"));
      remember(outbox, "a", record("two", "van"));
      killed = TestOutbox.copy(dir(), parent.resolve("killed"));
    }
    assertThat(onTheDisk("lorry", killed)).isTrue();
    try (Outbox outbox = open(killed, settings(SINK), time, CommitHook.NONE)) {
      assertThat(outbox.stills("a")).containsOnlyKeys("van/entry");
      outbox.upkeep();
      assertThat(onTheDisk("lorry", killed)).isFalse();
    }
  }

  @Test
  void stills_damaged_areMissingAndTheOthersAreThere() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "a", record("one", "lorry", "van"));
    }
    sql("UPDATE open_still SET jpeg = zeroblob(7) WHERE name = 'lorry/entry'");
    try (Outbox outbox = begin()) {
      assertThat(outbox.stills("a")).containsOnlyKeys("van/entry");
      append(outbox, "a");
      remember(outbox, "a", record("two", "van"));
      assertThat(openStills(dir())).containsOnlyKeys("van/entry");
    }
  }

  /** It costs the stills alone until the segment is written to, and no event that was given. */
  @Test
  void stills_tableIsDamaged_areMissingAndTheOutboxGoesOn() throws Exception {
    try (Outbox outbox = begin()) {
      append(outbox, "a");
      remember(outbox, "a", record("one", "lorry"));
      sql("DROP TABLE open_still");
      assertThat(outbox.stills("a")).isEmpty();
      assertThat(outbox.peek(SINK, 9)).hasSize(1);
      remember(outbox, "a", record("two", "lorry"));
      assertThat(append(outbox, "a").sequence()).isEqualTo(2);
      remember(outbox, "a", record("three", "van"));
      assertThat(outbox.stills("a")).containsOnlyKeys("van/entry");
    }
  }

  /** Made by a version that kept no stills. */
  @Test
  void open_segmentsOfTheVersionBefore_areReadAndGoOn() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "a", OpenRecord.of("one"));
      append(outbox, "a");
    }
    sql("DROP TABLE open_still");
    try (Outbox outbox = begin()) {
      assertThat(outbox.remembered("a")).isEqualTo("one");
      assertThat(outbox.stills("a")).isEmpty();
      remember(outbox, "a", record("two", "lorry"));
      assertThat(append(outbox, "a").sequence()).isEqualTo(2);
    }
    try (Outbox outbox = begin()) {
      assertThat(outbox.stills("a")).containsOnlyKeys("lorry/entry");
      assertThat(outbox.peek(SINK, 9)).hasSize(2);
    }
  }

  /** By that version, which was there once more in between, and told of the end. */
  @Test
  void open_stillsOfWhatIsNotOpen_areOnTheDiskNoMore() throws Exception {
    try (Outbox outbox = begin()) {
      remember(outbox, "gone", record("one", "lorry"));
      remember(outbox, "a", record("one", "van"));
    }
    sql("UPDATE state SET value = '' WHERE name = 'open/gone'");
    try (Outbox outbox = begin()) {
      assertThat(outbox.stills("gone")).isEmpty();
      outbox.upkeep();
      assertThat(onTheDisk("lorry")).isFalse();
      assertThat(outbox.stills("a")).containsOnlyKeys("van/entry");
    }
  }
}
