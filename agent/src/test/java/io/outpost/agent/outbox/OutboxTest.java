package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.MIB;
import static io.outpost.agent.outbox.TestOutbox.SINK;
import static io.outpost.agent.outbox.TestOutbox.all;
import static io.outpost.agent.outbox.TestOutbox.append;
import static io.outpost.agent.outbox.TestOutbox.draft;
import static io.outpost.agent.outbox.TestOutbox.ids;
import static io.outpost.agent.outbox.TestOutbox.open;
import static io.outpost.agent.outbox.TestOutbox.sequences;
import static io.outpost.agent.outbox.TestOutbox.settings;
import static io.outpost.agent.outbox.TestOutbox.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventType;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.SimulatedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  @TempDir Path parent;

  private Path dir() {
    return parent.resolve("outbox");
  }

  @Test
  void peek_afterAppend_givesTheSameEvents() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      Event first = append(outbox, "a");
      Event second = append(outbox, "b");

      List<QueuedEvent> events = outbox.peek(SINK, 10);

      assertThat(events)
          .extracting(queued -> all(queued.event()))
          .containsExactly(all(first), all(second));
      assertThat(outbox.peek(SINK, 1)).hasSize(1);
    }
  }

  @Test
  void append_afterRestart_goesOnWithTheSequenceOfTheCamera() throws Exception {
    String id;
    try (Outbox outbox = open(dir(), settings(SINK))) {
      append(outbox, "a");
      id = append(outbox, "a").id();
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(append(outbox, "a").id()).isEqualTo(id.replaceAll("2$", "3"));
      assertThat(append(outbox, "b").sequence()).isEqualTo(1);
    }
  }

  @Test
  void remembered_afterRestart_isWhatWasStoredLast() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(outbox.remembered("a")).isEmpty();
      outbox
          .append(List.of(draft("a", Phase.BEGAN, 0)), OpenRecord.of("one"))
          .get(30, TimeUnit.SECONDS);
      append(outbox, "a");
      outbox
          .append(List.of(draft("b", Phase.BEGAN, 0)), OpenRecord.of("other"))
          .get(30, TimeUnit.SECONDS);
      outbox
          .append(List.of(draft("c", Phase.BEGAN, 0)), OpenRecord.of("gone"))
          .get(30, TimeUnit.SECONDS);
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(outbox.remembered("a")).isEqualTo("one");
      assertThat(outbox.remembered("b")).isEqualTo("other");
      outbox.remember("b", OpenRecord.of("another")).get(30, TimeUnit.SECONDS);
      outbox
          .append(List.of(draft("c", Phase.ENDED, 0)), OpenRecord.of(""))
          .get(30, TimeUnit.SECONDS);
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(outbox.remembered("a")).isEqualTo("one");
      assertThat(outbox.remembered("b")).isEqualTo("another");
      assertThat(outbox.remembered("c")).isEmpty();
    }
  }

  @Test
  void remembered_afterRotation_isStillThere() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      outbox
          .append(List.of(draft("a", Phase.BEGAN, 0)), OpenRecord.of("one"))
          .get(30, TimeUnit.SECONDS);
      for (int i = 0; i < 60; i++) {
        append(outbox, draft("b", Phase.BEGAN, 60_000));
      }
      assertThat(OutboxFiles.segments(dir())).hasSizeGreaterThan(2);
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(outbox.remembered("a")).isEqualTo("one");
    }
  }

  @Test
  void peek_twoSinks_eachGetsWhatItHasNotAcknowledged() throws Exception {
    try (Outbox outbox = open(dir(), settings("x", "y"))) {
      append(outbox, "a");
      append(outbox, "a");
      outbox.acknowledge("x", outbox.peek("x", 1).get(0).position());

      assertThat(sequences(outbox.peek("x", 10))).containsExactly(2L);
      assertThat(sequences(outbox.peek("y", 10))).containsExactly(1L, 2L);
    }
    try (Outbox outbox = open(dir(), settings("x", "z"))) {
      assertThat(sequences(outbox.peek("x", 10))).containsExactly(2L);
      assertThat(sequences(outbox.peek("z", 10))).containsExactly(1L, 2L);
      assertThatThrownBy(() -> outbox.peek("y", 1)).hasMessageContaining("\"y\"");
    }
  }

  @Test
  void await_nothingToPeek_isFalseAndTrueAfterAppend() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(outbox.await(SINK, Duration.ZERO)).isFalse();
      append(outbox, "a");
      assertThat(outbox.await(SINK, Duration.ofSeconds(30))).isTrue();
    }
  }

  @Test
  void append_moreThanASegmentHolds_rotatesAndLosesNothing() throws Exception {
    List<String> appended = new ArrayList<>();
    try (Outbox outbox = open(dir(), settings(SINK))) {
      for (int i = 0; i < 60; i++) {
        appended.add(append(outbox, draft("a", Phase.BEGAN, 60_000)).id());
      }
      assertThat(OutboxFiles.segments(dir())).hasSizeGreaterThan(2);
      assertThat(drain(outbox)).isEqualTo(appended);
    }
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(append(outbox, "a").sequence()).isEqualTo(61);
    }
  }

  @Test
  void open_inUse_isRefused() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      assertThat(outbox.peek(SINK, 1)).isEmpty();
      assertThatThrownBy(() -> open(dir(), settings(SINK)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void files_all_areTheOwnersAlone() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      append(outbox, "a");
      outbox.upkeep();
      try (Stream<Path> files = Files.list(dir())) {
        assertThat(files)
            .hasSizeGreaterThan(3)
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------"));
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void upkeep_deliveredAndOlderThanRetention_deletesAndUnreadIsKept() throws Exception {
    SimulatedTime time = new SimulatedTime(Observations.CAPTURED);
    try (Outbox outbox = open(dir(), settings(SINK), time, CommitHook.NONE)) {
      append(outbox, "a");
      append(outbox, "a");
      outbox.acknowledge(SINK, outbox.peek(SINK, 1).get(0).position());
      time.advance(Duration.ofHours(71));
      outbox.upkeep();
      assertThat(Outbox.tail(dir(), settings(SINK), time, 10).next(10)).hasSize(2);

      time.advance(Duration.ofHours(2));
      assertThat(Outbox.tail(dir(), settings(SINK), time, 10).next(10)).isEmpty();
      outbox.upkeep();

      assertThat(sequences(outbox.peek(SINK, 10))).containsExactly(2L);
      assertThat(Reading.read(dir(), 0, 10).events()).hasSize(1);
    }
  }

  @Test
  void upkeep_moreDeliveredThanRetained_deletesTheOldestSegments() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      for (int i = 0; i < 120; i++) {
        append(outbox, draft("a", Phase.BEGAN, 60_000));
      }
      drain(outbox);
      outbox.upkeep();

      long kept = Reading.read(dir(), 0, 1000).events().size();
      assertThat(kept).isBetween(50L, 110L);
      assertThat(append(outbox, "a").sequence()).isEqualTo(121);
    }
  }

  @Test
  void append_overQuota_givesUpImagesThenEventsAndTellsOfTheLoss() throws Exception {
    OutboxSettings settings =
        new OutboxSettings("test", Set.of(SINK), 2 * MIB, MIB, Duration.ofDays(3), MIB, 0);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Outbox outbox = open(dir(), settings)) {
      outbox.bindTo(registry);
      for (int i = 0; i < 60; i++) {
        append(outbox, draft("a", i % 3 == 0 ? Phase.UPDATED : Phase.BEGAN, 60_000));
      }
      List<QueuedEvent> images = outbox.peek(SINK, 100);
      assertThat(sequences(images)).hasSize(60);
      assertThat(images.get(0).event().images().get(0).isEvicted()).isTrue();
      assertThat(images.get(59).event().images().get(0).isEvicted()).isFalse();
      assertThat(evicted(registry, "images")).isPositive();
      assertThat(evicted(registry, "event")).isZero();

      List<Future<Event>> appended = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        appended.add(outbox.append(draft("a", i % 3 == 0 ? Phase.UPDATED : Phase.BEGAN, 0)));
      }
      for (Future<Event> future : appended) {
        future.get(60, TimeUnit.SECONDS);
      }
      append(outbox, "a");

      assertThat(evicted(registry, "event")).isPositive();
      assertEveryGapIsTold(drainEvents(outbox), 3061);
    }
    assertThat(segmentBytes()).isLessThan(3 * MIB);
  }

  private static void assertEveryGapIsTold(List<QueuedEvent> events, long last) {
    long next = 1;
    int lost = 0;
    for (QueuedEvent queued : events) {
      if (queued.event().type() == EventType.EVENTS_LOST) {
        assertThat(text(queued)).contains("\"firstSequence\":" + next + ",", "\"quota\"");
        lost++;
      } else {
        assertThat(queued.event().sequence()).isEqualTo(next);
      }
      next = queued.event().sequence() + 1;
    }
    assertThat(next - 1).isEqualTo(last);
    assertThat(lost).isPositive();
  }

  private long segmentBytes() throws IOException {
    long bytes = 0;
    for (int number : OutboxFiles.segments(dir())) {
      bytes += Files.size(OutboxFiles.segment(dir(), number));
    }
    return bytes;
  }

  private static double evicted(SimpleMeterRegistry registry, String reason) {
    return registry
        .get("outpost_outbox_evicted_total")
        .tag("reason", reason)
        .functionCounter()
        .count();
  }

  @Test
  void bindTo_withEventsWaiting_showsThem() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SimulatedTime time = new SimulatedTime(Observations.CAPTURED);
    try (Outbox outbox = open(dir(), settings(SINK), time, CommitHook.NONE)) {
      outbox.bindTo(registry);
      append(outbox, "a");
      time.advance(Duration.ofSeconds(5));
      append(outbox, "a");

      assertThat(registry.get("outpost_outbox_events").gauge().value()).isEqualTo(2);
      assertThat(registry.get("outpost_outbox_oldest_event_age_seconds").gauge().value())
          .isEqualTo(5);
      assertThat(registry.get("outpost_outbox_bytes").gauge().value()).isGreaterThan(20_000);
      outbox.acknowledge(SINK, outbox.peek(SINK, 2).get(1).position());
      assertThat(registry.get("outpost_outbox_events").gauge().value()).isZero();
      assertThat(registry.get("outpost_outbox_oldest_event_age_seconds").gauge().value()).isZero();
    }
  }

  @Test
  void tail_whileEventsCome_givesThemInOrder() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      for (int i = 0; i < 30; i++) {
        append(outbox, draft("a", Phase.BEGAN, 100_000));
      }
      drain(outbox);
      Tail tail = Outbox.tail(dir(), settings(SINK), new SimulatedTime(Observations.CAPTURED), 25);
      assertThat(sequences(tail.next(10))).first().isEqualTo(6L);
      assertThat(sequences(tail.next(100))).first().isEqualTo(16L);
      assertThat(tail.next(10)).isEmpty();
      append(outbox, "b");
      assertThat(tail.next(10)).hasSize(1);
    }
  }

  @Test
  void append_imagesTooLarge_isRefusedAndCostsNothing() throws Exception {
    try (Outbox outbox = open(dir(), settings(SINK))) {
      append(outbox, "a");
      int size = Math.toIntExact(Writer.MAX_EVENT_BYTES + 1);
      assertThatThrownBy(() -> append(outbox, draft("a", Phase.BEGAN, size)))
          .hasMessageContaining("camera a");

      assertThat(append(outbox, "a").sequence()).isEqualTo(2);
      assertThat(outbox.peek(SINK, 1).get(0).event().images().get(0).isEvicted()).isFalse();
    }
  }

  @Test
  void close_thenAppend_failsAtOnce() throws Exception {
    Outbox outbox = open(dir(), settings(SINK));
    outbox.close();

    assertThatThrownBy(() -> append(outbox, "a")).hasMessageContaining("closed");
  }

  static List<QueuedEvent> drainEvents(Outbox outbox) throws IOException {
    List<QueuedEvent> all = new ArrayList<>();
    for (List<QueuedEvent> some = outbox.peek(SINK, 50);
        !some.isEmpty();
        some = outbox.peek(SINK, 50)) {
      all.addAll(some);
      outbox.acknowledge(SINK, some.get(some.size() - 1).position());
    }
    return all;
  }

  static List<String> drain(Outbox outbox) throws IOException {
    return ids(drainEvents(outbox));
  }
}
