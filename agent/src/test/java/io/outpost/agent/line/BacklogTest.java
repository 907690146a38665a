package io.outpost.agent.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.BufferAccount;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacklogTest {
  /** Every third picture is to be looked at. */
  private static List<Look> waiting(int looks) {
    return IntStream.range(0, looks * 3)
        .mapToObj(number -> new Look(unit(number), number % 3 == 2))
        .toList();
  }

  private static AccessUnit unit(int number) {
    CaptureTime time = new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(VideoCodec.H264, new byte[1], number * 40_000L, time, number == 0, 0);
  }

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);

  private Backlog backlog(BufferBudget budget) {
    return new Backlog(
        budget.open("yard"), (reason, units) -> dropped.merge(reason, units, Integer::sum));
  }

  private static Look look(int number, boolean key, int sizeBytes) {
    CaptureTime time = new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new Look(
        new AccessUnit(VideoCodec.H264, new byte[sizeBytes], number * 40_000L, time, key, 0), true);
  }

  @Test
  void take_isHeldUntilItIsDone() {
    BufferBudget budget = new BufferBudget(100, registry);
    Backlog backlog = backlog(budget);
    backlog.add(look(0, true, 10));
    backlog.add(look(1, false, 10));

    assertThat(backlog.take()).hasSize(2);
    backlog.add(look(2, false, 5));
    assertThat(budget.usedBytes()).isEqualTo(25);

    backlog.done();
    assertThat(budget.usedBytes()).isEqualTo(5);
    backlog.done();
    backlog.drop(DropReason.CLOSED);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void add_noRoomInAll_goesOnAtTheNextKeyPictureThatHasIt() {
    BufferBudget budget = new BufferBudget(100, registry);
    BufferAccount other = budget.open("gate");
    assertThat(other.reserve(80)).isTrue();
    Backlog backlog = backlog(budget);

    backlog.add(look(0, true, 10));
    backlog.add(look(1, false, 15));
    backlog.add(look(2, false, 1));
    backlog.add(look(3, true, 20));

    assertThat(backlog.take()).extracting(look -> look.unit().mediaMicros()).containsOnly(120_000L);
    assertThat(dropped)
        .containsEntry(DropReason.MEMORY, 2)
        .containsEntry(DropReason.AWAITING_KEY, 1);
    backlog.done();
    assertThat(budget.usedBytes()).isEqualTo(80);
  }

  @Test
  void replaceBy_moreThanThereIsRoomFor_keepsTheNewestGroups() {
    BufferBudget budget = new BufferBudget(50, registry);
    Backlog backlog = backlog(budget);

    backlog.replaceBy(
        List.of(look(0, true, 20), look(1, false, 20), look(2, true, 20), look(3, false, 20)));

    assertThat(backlog.take())
        .extracting(look -> look.unit().mediaMicros())
        .containsExactly(80_000L, 120_000L);
    assertThat(dropped).containsExactly(Map.entry(DropReason.MEMORY, 2));
    backlog.close();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void anySequence_holdsWhatWaitsAndNothingAfterClose() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      BufferBudget budget = new BufferBudget(500, new SimpleMeterRegistry());
      Backlog backlog = backlog(budget);
      for (int step = 0; step < 500; step++) {
        switch (random.nextInt(8)) {
          case 0 -> backlog.take();
          case 1, 2 -> backlog.done();
          case 3 -> backlog.dropToNextKey(DropReason.WORKER_LOST);
          case 4 ->
              backlog.replaceBy(
                  List.of(look(step, true, random.nextInt(200)), look(step, false, 100)));
          default -> backlog.add(look(step, random.nextInt(5) == 0, random.nextInt(100)));
        }
        assertThat(budget.usedBytes()).as("seed %d step %d", seed, step).isBetween(0L, 500L);
      }
      backlog.drop(DropReason.CLOSED);
      backlog.done();
      assertThat(budget.usedBytes()).as("seed %d", seed).isZero();
      backlog.close();
    }
  }

  @Test
  void thinned_fewLooks_changesNothing() {
    List<Look> waiting = waiting(Backlog.MAX_LOOKS);

    assertThat(Backlog.thinned(waiting)).isEqualTo(waiting);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 12, 13, 230})
  void thinned_backlog_decodesAllAndLooksAtFewUpToTheLast(int looks) {
    List<Look> waiting = waiting(looks);

    List<Look> batch = Backlog.thinned(waiting);

    assertThat(batch).extracting(Look::unit).isEqualTo(waiting.stream().map(Look::unit).toList());
    assertThat(batch.stream().filter(Look::analyse).count())
        .isBetween(2L, (long) Backlog.MAX_LOOKS);
    assertThat(batch.get(batch.size() - 1).analyse()).isTrue();
  }
}
