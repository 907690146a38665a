package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.time.BackOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Back-off and connect budget: how the agent comes back without drowning anybody. */
class PatienceTest {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofMinutes(1);

  @Test
  void next_manyFailures_jittersOverTheWholeBoundAndNeverPassesIt() {
    Duration bound = FIRST;
    Duration longest = Duration.ZERO;
    BackOff backOff = new BackOff(FIRST, MAX, new Random(7));
    for (int i = 0; i < 200; i++) {
      Duration pause = backOff.next();
      assertThat(pause).isBetween(Duration.ZERO, bound);
      longest = pause.compareTo(longest) > 0 ? pause : longest;
      Duration doubled = bound.multipliedBy(2);
      bound = doubled.compareTo(MAX) < 0 ? doubled : MAX;
    }
    assertThat(longest).isGreaterThan(Duration.ofSeconds(55));
  }

  @Test
  void next_afterReset_startsFromTheFirstBound() {
    BackOff backOff = new BackOff(FIRST, MAX, new Random(7));
    for (int i = 0; i < 20; i++) {
      backOff.next();
    }

    backOff.reset();

    assertThat(backOff.next()).isLessThanOrEqualTo(FIRST);
  }

  @Test
  void acquire_beyondTheBudget_waitsForARelease() {
    ConnectBudget budget = new ConnectBudget(2, 2);
    List<String> granted = new ArrayList<>();

    budget.acquire("a", () -> granted.add("a"));
    budget.acquire("b", () -> granted.add("b"));
    budget.acquire("c", () -> granted.add("c"));
    assertThat(granted).containsExactly("a", "b");

    budget.release("a");
    assertThat(granted).containsExactly("a", "b", "c");
    assertThat(budget.connecting()).isEqualTo(2);
  }

  @Test
  void acquire_oneHostAtItsBound_holdsNobodyElseUp() {
    ConnectBudget budget = new ConnectBudget(3, 1);
    List<String> granted = new ArrayList<>();

    budget.acquire("recorder", () -> granted.add("recorder-1"));
    budget.acquire("recorder", () -> granted.add("recorder-2"));
    budget.acquire("camera", () -> granted.add("camera"));
    assertThat(granted).containsExactly("recorder-1", "camera");

    budget.release("recorder");
    assertThat(granted).containsExactly("recorder-1", "camera", "recorder-2");
    budget.release("recorder");
    budget.release("camera");
    assertThat(budget.connecting()).isZero();
  }

  @Test
  void release_manyWaiting_grantsEachOnce() {
    ConnectBudget budget = new ConnectBudget(1, 1);
    int[] granted = {0};
    budget.acquire("a", () -> granted[0]++);
    for (int i = 0; i < 500; i++) {
      budget.acquire("a", () -> granted[0]++);
    }
    for (int i = 0; i < 501; i++) {
      budget.release("a");
    }
    assertThat(granted[0]).isEqualTo(501);
    assertThat(budget.connecting()).isZero();
  }
}
