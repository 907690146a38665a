package io.outpost.agent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingTest {
  /** Numbers that are at most one apart can be a pair. */
  private static OptionalDouble near(double truth, double told) {
    double apart = Math.abs(truth - told);
    return apart <= 1 ? OptionalDouble.of(apart) : OptionalDouble.empty();
  }

  @Test
  void of_nearestFirstWouldLoseOne_pairsBoth() {
    Pairing<Double, Double> pairing =
        Pairing.of(List.of(1.0, 1.8), List.of(1.7, 2.7), PairingTest::near);

    assertThat(pairing.pairs()).containsExactly(new Match<>(1.0, 1.7), new Match<>(1.8, 2.7));
    assertThat(pairing.truths()).isEmpty();
    assertThat(pairing.told()).isEmpty();
  }

  @Test
  void of_severalWholePairings_takesTheCheapest() {
    Pairing<Double, Double> pairing =
        Pairing.of(List.of(1.0, 1.5), List.of(1.5, 1.0), PairingTest::near);

    assertThat(pairing.pairs()).containsExactly(new Match<>(1.0, 1.0), new Match<>(1.5, 1.5));
  }

  @Test
  void of_whatIsTooFar_staysAloneOnBothSides() {
    Pairing<Double, Double> pairing =
        Pairing.of(List.of(1.0, 9.0), List.of(5.0, 1.2), PairingTest::near);

    assertThat(pairing.pairs()).containsExactly(new Match<>(1.0, 1.2));
    assertThat(pairing.truths()).containsExactly(9.0);
    assertThat(pairing.told()).containsExactly(5.0);
  }

  @Test
  void of_nothingOnOneSide_leavesTheOtherAlone() {
    assertThat(Pairing.of(List.<Double>of(), List.of(1.0), PairingTest::near).told())
        .containsExactly(1.0);
    assertThat(Pairing.of(List.of(1.0), List.<Double>of(), PairingTest::near).truths())
        .containsExactly(1.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void of_randomTimes_pairsAsManyAsAnyOtherWay(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      List<Double> truths = random.doubles(random.nextInt(6), 0, 5).boxed().toList();
      List<Double> told = random.doubles(random.nextInt(6), 0, 5).boxed().toList();

      Pairing<Double, Double> pairing = Pairing.of(truths, told, PairingTest::near);

      assertThat(pairing.pairs())
          .as("seed %d round %d: %s and %s", seed, round, truths, told)
          .hasSize(most(truths, told, 0))
          .allSatisfy(pair -> assertThat(near(pair.truth(), pair.told())).isPresent());
      assertThat(pairing.pairs().size() + pairing.truths().size()).isEqualTo(truths.size());
      assertThat(pairing.pairs().size() + pairing.told().size()).isEqualTo(told.size());
    }
  }

  /** By trying everything. */
  private static int most(List<Double> truths, List<Double> told, int from) {
    if (from == truths.size()) {
      return 0;
    }
    int most = most(truths, told, from + 1);
    for (int j = 0; j < told.size(); j++) {
      if (!told.get(j).isNaN() && near(truths.get(from), told.get(j)).isPresent()) {
        List<Double> rest = new ArrayList<>(told);
        rest.set(j, Double.NaN);
        most = Math.max(most, 1 + most(truths, rest, from + 1));
      }
    }
    return most;
  }
}
