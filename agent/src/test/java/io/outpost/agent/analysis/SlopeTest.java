package io.outpost.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlopeTest {
  @Test
  void of_placesOnALine_isItsSlopeWithTheVarianceOfThePlaces() {
    Slope slope =
        Slope.of(new double[] {0, 1, 2, 3}, new double[] {5, 7, 9, 11}, new double[] {2, 2, 2, 2});
    assertThat(slope.value()).isCloseTo(2, within(1e-12));
    // 2 / ((1.5)^2 + (0.5)^2 + (0.5)^2 + (1.5)^2)
    assertThat(slope.variance()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void of_placesThatScatterMore_hasTheVarianceOfTheScatter() {
    // Off the line by -0.4, 1.2, -1.2 and 0.4: squares of 3.2 for two degrees of freedom, by 5.
    Slope slope =
        Slope.of(
            new double[] {0, 1, 2, 3},
            new double[] {0, 2, 0, 2},
            new double[] {0.01, 0.01, 0.01, 0.01});
    assertThat(slope.value()).isCloseTo(0.4, within(1e-12));
    assertThat(slope.variance()).isCloseTo(0.32, within(1e-12));
  }

  @Test
  void of_onePlaceThatIsKnownWell_goesThroughIt() {
    Slope slope =
        Slope.of(new double[] {0, 1, 2}, new double[] {0, 1, 5}, new double[] {1e-6, 1e-6, 1e6});
    assertThat(slope.value()).isCloseTo(1, within(1e-6));
  }
}
