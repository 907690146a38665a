package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContestTest {
  @Test
  void run_twoContenders_takeTurnsAndTheFirstRoundIsNotCounted() throws Exception {
    List<String> turns = new ArrayList<>();
    double[] ours = {100, 2, 4, 9};
    double[] theirs = {1, 4, 4, 3};

    Contest contest =
        Contest.run(
            3,
            () -> {
              turns.add("ours");
              return ours[turns.size() / 2];
            },
            () -> {
              turns.add("theirs");
              return theirs[turns.size() / 2 - 1];
            });

    assertThat(turns)
        .isEqualTo(
            IntStream.range(0, 8).mapToObj(turn -> turn % 2 == 0 ? "ours" : "theirs").toList());
    assertThat(contest.median(0)).isEqualTo(4);
    assertThat(contest.median(1)).isEqualTo(4);
    assertThat(contest.ratio(0, 1)).isEqualTo(1);
  }
}
