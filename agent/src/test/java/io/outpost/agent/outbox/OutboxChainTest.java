package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.MIB;
import static io.outpost.agent.outbox.TestOutbox.SINK;
import static io.outpost.agent.outbox.TestOutbox.append;
import static io.outpost.agent.outbox.TestOutbox.draft;
import static io.outpost.agent.outbox.TestOutbox.open;
import static io.outpost.agent.outbox.TestOutbox.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.ChainHash;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventType;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.verify.ChainResult;
import io.outpost.agent.verify.Flaw;
import io.outpost.agent.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Events of a camera are linked by their hashes, whatever happens to the outbox. */
class OutboxChainTest {
  @TempDir Path parent;

  private Path dir() {
    return parent.resolve("outbox");
  }

  private Path segment(int number) {
    return OutboxFiles.segment(dir(), number);
  }

  private static String previous(Event event) throws IOException {
    return new ObjectMapper().readTree(event.json()).path("previoushash").asText();
  }

  @Test
  void append_eachCamera_namesTheOneBeforeAlsoAfterARestart() throws Exception {
    Event first;
    try (Outbox outbox = open(dir(), settings(SINK))) {
      first = append(outbox, "a");
      assertThat(previous(first)).isEmpty();
      assertThat(previous(append(outbox, "b"))).isEmpty();
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      Event second = append(outbox, "a");
      assertThat(previous(second)).isEqualTo(ChainHash.of(first.json()));
      assertThat(previous(append(outbox, "a"))).isEqualTo(ChainHash.of(second.json()));
    }
    assertVerified(2, 4);
  }

  @Test
  void append_afterACommitThatFailed_namesTheLastThatWasStored() throws Exception {
    SimulatedTime time = new SimulatedTime(Observations.CAPTURED);
    boolean[] failing = {false};
    CommitHook hook =
        () -> {
          if (failing[0]) {
            throw new SQLiteException("injected", SQLiteErrorCode.SQLITE_IOERR);
          }
        };
    try (Outbox outbox = open(dir(), settings(SINK), time, hook)) {
      Event first = append(outbox, "a");
      failing[0] = true;
      assertThatThrownBy(() -> append(outbox, "a")).hasMessageContaining("injected");
      failing[0] = false;

      Event second = append(outbox, "a");

      assertThat(second.sequence()).isEqualTo(2);
      assertThat(previous(second)).isEqualTo(ChainHash.of(first.json()));
    }
    assertVerified(1, 2);
  }

  @Test
  void append_whereTheStateKnowsNoHash_namesTheEventThatIsThere() throws Exception {
    Event first;
    try (Outbox outbox = open(dir(), settings(SINK))) {
      first = append(outbox, "a");
    }
    execute(1, "DELETE FROM state WHERE name LIKE 'head/%' OR name LIKE 'lost/%'");
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(previous(append(outbox, "a"))).isEqualTo(ChainHash.of(first.json()));
    }
  }

  @Test
  void evicted_events_areConfirmedByLaterOnes() throws Exception {
    OutboxSettings settings =
        new OutboxSettings("test", Set.of(SINK), 2 * MIB, MIB, Duration.ofDays(3), MIB, 0);
    try (Outbox outbox = open(dir(), settings)) {
      List<Future<Event>> appended = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        appended.add(outbox.append(draft("a", i % 3 == 0 ? Phase.UPDATED : Phase.BEGAN, 0)));
      }
      for (Future<Event> future : appended) {
        future.get(60, TimeUnit.SECONDS);
      }
      settle(outbox);
      List<QueuedEvent> events = OutboxTest.drainEvents(outbox);

      ChainResult camera = verify(events).cameras().get(0);

      long kept =
          events.stream().filter(one -> one.event().type() != EventType.EVENTS_LOST).count();
      assertThat(camera.flaws()).isEmpty();
      assertThat(camera.counts().lost()).isEqualTo(camera.last() - kept).isPositive();
      assertThat(camera.counts().verified()).isEqualTo(kept);
    }
  }

  @Test
  void evicted_andAnEventBesideTheLossRemoved_isNoticed() throws Exception {
    OutboxSettings settings =
        new OutboxSettings("test", Set.of(SINK), 2 * MIB, MIB, Duration.ofDays(3), MIB, 0);
    try (Outbox outbox = open(dir(), settings)) {
      List<Future<Event>> appended = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        appended.add(outbox.append(draft("a", Phase.BEGAN, 0)));
      }
      for (Future<Event> future : appended) {
        future.get(60, TimeUnit.SECONDS);
      }
      settle(outbox);
      List<QueuedEvent> events = new ArrayList<>(OutboxTest.drainEvents(outbox));
      assertThat(events.get(0).event().type()).isEqualTo(EventType.EVENTS_LOST);
      int behind = 1;
      while (events.get(behind).event().type() == EventType.EVENTS_LOST) {
        behind++; // One for each segment.
      }
      long removed = events.remove(behind).event().sequence();

      ChainResult camera = verify(events).cameras().get(0);

      assertThat(camera.flaws()).containsExactly(new Flaw(Flaw.Kind.MISSING, removed, removed));
    }
  }

  @Test
  void damaged_row_isConfirmedAsLost() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      for (int i = 0; i < 4; i++) {
        append(outbox, "a");
      }
    }
    execute(1, "UPDATE event SET images = zeroblob(100) WHERE sequence = 2");
    ChainResult before = Verification.ofOutbox(dir()).cameras().get(0);
    assertThat(before.flaws()).containsExactly(new Flaw(Flaw.Kind.CHANGED, 2, 2));
    try (Outbox outbox = open(dir(), settings(SINK))) {
      List<QueuedEvent> events = new ArrayList<>(OutboxTest.drainEvents(outbox));
      assertThat(verify(events).cameras().get(0).flaws())
          .containsExactly(new Flaw(Flaw.Kind.UNCONFIRMED, 2, 2));
      append(outbox, "a");
      events.addAll(OutboxTest.drainEvents(outbox));

      ChainResult camera = verify(events).cameras().get(0);

      assertThat(camera.flaws()).isEmpty();
      assertThat(camera.counts().lost()).isEqualTo(1);
      assertThat(camera.counts().verified()).isEqualTo(4);
    }
  }

  @Test
  void damaged_newestSegment_goesOnWithoutSayingWhatItDoesNotKnow() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      for (int i = 0; i < 60; i++) {
        append(outbox, draft("a", Phase.BEGAN, 60_000));
      }
    }
    int newest = OutboxFiles.segments(dir()).last();
    Files.writeString(segment(newest), "no database");
    try (Outbox outbox = open(dir(), settings(SINK))) {
      Event next = append(outbox, "a");
      assertThat(previous(next)).isEmpty();
      append(outbox, "a");

      ChainResult camera = verify(OutboxTest.drainEvents(outbox)).cameras().get(0);

      assertThat(camera.flaws()).isEmpty();
      assertThat(camera.last()).isEqualTo(next.sequence() + 1);
      assertThat(camera.counts().lost()).isPositive();
    }
  }

  /** Stores events until ten in a row have cost no other: what is lost is confirmed then. */
  private static void settle(Outbox outbox) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    outbox.bindTo(registry);
    double before = -1;
    for (int calm = 0; calm < 10; calm++) {
      append(outbox, "a");
      double evicted =
          registry
              .get("outpost_outbox_evicted_total")
              .tag("reason", "event")
              .functionCounter()
              .count();
      calm = evicted == before ? calm : 0;
      before = evicted;
    }
  }

  private void assertVerified(int cameras, long events) throws IOException {
    Verification.Result result = Verification.ofOutbox(dir());
    assertThat(result.ok()).as(result.toString()).isTrue();
    assertThat(result.cameras()).hasSize(cameras);
    assertThat(result.cameras().stream().mapToLong(one -> one.counts().verified()).sum())
        .isEqualTo(events);
  }

  private Verification.Result verify(List<QueuedEvent> events) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (QueuedEvent queued : events) {
      lines.writeBytes(queued.event().json());
      lines.write('\n');
    }
    Path file = Files.write(parent.resolve("delivered.jsonl"), lines.toByteArray());
    return Verification.ofFiles(List.of(file));
  }

  private void execute(int number, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + segment(number));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
