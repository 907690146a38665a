package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Priority;
import io.outpost.agent.gate.LoadLadder.Limits;
import io.outpost.agent.gate.LoadLadder.Move;
import io.outpost.agent.gate.LoadLadder.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sample a second, and the limits that the agent has. */
class LoadLadderTest {
  private static final LoadSample LATE = new LoadSample(1, Duration.ofSeconds(2), 0);
  private static final LoadSample DROPPED = new LoadSample(0.9, Duration.ofMillis(800), 12);
  private static final LoadSample BUSY = new LoadSample(0.9, Duration.ofMillis(800), 0);
  private static final LoadSample CALM = new LoadSample(0.3, Duration.ofMillis(50), 0);
  private static final Set<LoadStep> ALL = EnumSet.allOf(LoadStep.class);

  private final LoadLadder ladder = new LoadLadder(Limits.DEFAULT, 0);
  private final List<Move> moves = new ArrayList<>();
  private long second;

  private void pass(int seconds, LoadSample sample, Set<LoadStep> useful) {
    for (int i = 0; i < seconds; i++) {
      second++;
      ladder
          .observe(Duration.ofSeconds(second).toNanos(), sample, useful)
          .ifPresent(
              move -> {
                assertThat(ladder.step()).isEqualTo(move.to());
                moves.add(move);
              });
    }
  }

  private void pass(int seconds, LoadSample sample) {
    pass(seconds, sample, ALL);
  }

  private List<LoadStep> steps() {
    return moves.stream().map(Move::to).toList();
  }

  @Test
  void observe_start_isNone() {
    assertThat(ladder.step()).isEqualTo(LoadStep.NONE);
    pass(600, CALM);
    pass(600, BUSY);
    assertThat(moves).isEmpty();
  }

  @Test
  void observe_overload_raisesStepByStepToTheLast() {
    pass(14, LATE);
    assertThat(moves).isEmpty();
    pass(1, LATE);
    assertThat(steps()).containsExactly(LoadStep.FEWER_LOOKS);

    pass(14, DROPPED);
    assertThat(moves).hasSize(1);
    pass(100, DROPPED);

    assertThat(steps())
        .containsExactly(
            LoadStep.FEWER_LOOKS, LoadStep.ECO, LoadStep.PRESENCE_LOW, LoadStep.PRESENCE_NORMAL);
    assertThat(moves).allMatch(Move::degrades);
    assertThat(moves)
        .extracting(Move::reason)
        .containsExactly(Reason.LATE, Reason.DROPPED, Reason.DROPPED, Reason.DROPPED);
    assertThat(moves).extracting(Move::from).startsWith(LoadStep.NONE, LoadStep.FEWER_LOOKS);
  }

  @ParameterizedTest
  @CsvSource({"9, 20", "5, 10", "3, 8", "1, 3"})
  void observe_shortSpikes_changeNothing(int overloaded, int otherwise) {
    for (int i = 0; i < 60; i++) {
      pass(overloaded, DROPPED);
      pass(otherwise, BUSY);
    }

    assertThat(moves).isEmpty();
  }

  /** Pictures are dropped by groups: a box that drops one every other second is overloaded. */
  @Test
  void observe_overloadEveryOtherSecond_raises() {
    for (int i = 0; i < 30; i++) {
      pass(1, DROPPED);
      pass(1, BUSY);
    }

    assertThat(steps()).startsWith(LoadStep.FEWER_LOOKS);
  }

  @Test
  void observe_recovery_descendsInTheOppositeOrder() {
    pass(120, DROPPED);
    moves.clear();

    pass(59, CALM);
    assertThat(moves).isEmpty();
    pass(1, CALM);
    assertThat(steps()).containsExactly(LoadStep.PRESENCE_LOW);
    pass(180, CALM);

    assertThat(steps())
        .containsExactly(LoadStep.PRESENCE_LOW, LoadStep.ECO, LoadStep.FEWER_LOOKS, LoadStep.NONE);
    assertThat(moves).noneMatch(Move::degrades);
    assertThat(moves).extracting(Move::reason).containsOnly(Reason.CALM);
    pass(1000, CALM);
    assertThat(moves).hasSize(4);
  }

  @Test
  void observe_neitherOverloadedNorCalm_stays() {
    pass(15, LATE);

    pass(3600, BUSY);
    for (int i = 0; i < 3600; i++) {
      pass(1, BUSY);
      pass(1, CALM);
    }

    assertThat(steps()).containsExactly(LoadStep.FEWER_LOOKS);
  }

  @Test
  void observe_calmButForSomeSeconds_stepsBackLater_andAfterOverloadAnew() {
    pass(15, LATE);
    pass(50, CALM);
    pass(10, BUSY); // takes 20 of the 50 away
    pass(29, CALM);
    assertThat(moves).hasSize(1);

    pass(1, LATE);
    pass(59, CALM);
    assertThat(moves).hasSize(1);
    pass(1, CALM);
    assertThat(steps()).containsExactly(LoadStep.FEWER_LOOKS, LoadStep.NONE);
  }

  @Test
  void observe_workersBusyThoughInTime_doesNotStepBack() {
    pass(15, LATE);

    pass(600, new LoadSample(0.7, Duration.ofMillis(50), 0));

    assertThat(ladder.step()).isEqualTo(LoadStep.FEWER_LOOKS);
  }

  @Test
  void observe_stepBackThatBringsTheOverloadBack_isTriedLessAndLess() {
    List<Long> returns = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      while (ladder.step() == LoadStep.NONE) {
        pass(1, LATE);
      }
      long raised = second;
      while (ladder.step() != LoadStep.NONE) {
        pass(1, CALM);
      }
      returns.add(second - raised);
    }

    assertThat(returns).containsExactly(60L, 120L, 240L, 480L, 900L, 900L, 900L, 900L);

    pass(301, CALM); // All is well for long: the past is forgotten.
    pass(15, LATE);
    pass(60, CALM);
    assertThat(ladder.step()).isEqualTo(LoadStep.NONE);
  }

  @Test
  void observe_stepsThatSpareNothing_areLeftOut() {
    Set<LoadStep> useful = LoadStep.useful(EnumSet.of(Priority.LOW, Priority.NORMAL), false);

    pass(200, LATE, useful);
    assertThat(steps()).containsExactly(LoadStep.FEWER_LOOKS, LoadStep.PRESENCE_LOW);
    pass(200, CALM, useful);

    assertThat(steps())
        .containsExactly(
            LoadStep.FEWER_LOOKS, LoadStep.PRESENCE_LOW, LoadStep.FEWER_LOOKS, LoadStep.NONE);
  }

  @Test
  void observe_camerasAddedWhileDegraded_haveTheirStepsTooInOrder() {
    pass(15, LATE, LoadStep.useful(EnumSet.of(Priority.NORMAL), false));
    pass(60, LATE, LoadStep.useful(EnumSet.of(Priority.NORMAL), false));
    assertThat(steps()).containsExactly(LoadStep.FEWER_LOOKS);

    pass(1, LATE, LoadStep.useful(EnumSet.of(Priority.NORMAL, Priority.HIGH), true));
    assertThat(steps()).containsExactly(LoadStep.FEWER_LOOKS, LoadStep.ECO);
  }

  @Test
  void observe_camerasRemovedWhileDegraded_leadsBackToNone() {
    pass(120, LATE);
    assertThat(ladder.step()).isEqualTo(LoadStep.PRESENCE_NORMAL);

    pass(60, new LoadSample(0, Duration.ZERO, 0), Set.of());

    assertThat(ladder.step()).isEqualTo(LoadStep.NONE);
  }

  @Test
  void observe_clockThatStoodStill_countsAsOneSample() {
    pass(15, BUSY);

    second += 3600; // suspended
    pass(1, LATE);

    assertThat(moves).isEmpty();
  }

  @Test
  void observe_anyLoad_movesNeverFasterThanItSettles_andUpOneUsefulStepAtATime() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      LoadLadder any = new LoadLadder(Limits.DEFAULT, 0);
      long last = 0;
      for (long now = 1; now < 4000; now++) {
        LoadSample sample = List.of(LATE, DROPPED, BUSY, CALM).get(random.nextInt(4));
        for (int i = 0; i < random.nextInt(80); i++) {
          now++;
          LoadStep before = any.step();
          var move = any.observe(Duration.ofSeconds(now).toNanos(), sample, ALL);
          if (move.isPresent()) {
            assertThat(now - last).as("seed %d", seed).isGreaterThanOrEqualTo(15);
            assertThat(Math.abs(any.step().level() - before.level())).isEqualTo(1);
            assertThat(move.get().degrades()).isEqualTo(List.of(LATE, DROPPED).contains(sample));
            last = now;
          }
        }
      }
    }
  }

  @Test
  void useful_camerasOfOnePriority_keepTheirDetectors() {
    for (Priority priority : Priority.values()) {
      assertThat(LoadStep.useful(EnumSet.of(priority), true))
          .containsExactly(LoadStep.FEWER_LOOKS, LoadStep.ECO);
    }
    assertThat(LoadStep.useful(EnumSet.of(Priority.LOW, Priority.HIGH), false))
        .containsExactly(LoadStep.FEWER_LOOKS, LoadStep.PRESENCE_LOW);
    assertThat(LoadStep.useful(EnumSet.allOf(Priority.class), true))
        .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(LoadStep.NONE)));
    assertThat(LoadStep.useful(EnumSet.noneOf(Priority.class), false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, LOW, 1, false, false",
    "FEWER_LOOKS, HIGH, 2, false, false",
    "ECO, NORMAL, 2, true, false",
    "PRESENCE_LOW, LOW, 2, true, true",
    "PRESENCE_LOW, NORMAL, 2, true, false",
    "PRESENCE_NORMAL, LOW, 2, true, true",
    "PRESENCE_NORMAL, NORMAL, 2, true, true",
    "PRESENCE_NORMAL, HIGH, 2, true, false"
  })
  void economy_ofEachStep_sparesWhatThoseBeforeItSpare(
      LoadStep step, Priority priority, int everyNthLook, boolean eco, boolean presenceOnly) {
    assertThat(step.economy(priority)).isEqualTo(new Economy(everyNthLook, eco, presenceOnly));
  }
}
