package io.outpost.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConstantVelocityTest {
  @Test
  void predict_inSmallSteps_equalsOneLargeStep() {
    ConstantVelocity once = moving();
    ConstantVelocity often = moving();
    once.predict(1.0, 3);
    for (double step : new double[] {0.1, 0.25, 0.05, 0.6}) {
      often.predict(step, 3);
    }
    assertThat(often.position()).isCloseTo(once.position(), within(1e-9));
    assertThat(often.squaredDistance(9, 0.01))
        .isCloseTo(once.squaredDistance(9, 0.01), within(1e-9));
  }

  @Test
  void update_atUnevenTimes_findsVelocity() {
    ConstantVelocity filter = new ConstantVelocity(0, 0.01, 100);
    double now = 0;
    for (double step : new double[] {0.1, 0.4, 0.1, 0.2, 0.3, 0.1, 0.2}) {
      now += step;
      filter.predict(step, 0.1);
      filter.update(7 * now, 0.01);
    }
    assertThat(filter.velocity()).isCloseTo(7, within(0.1));
  }

  @Test
  void squaredDistance_longerUnseen_growsMoreTolerant() {
    ConstantVelocity filter = moving();
    double before = filter.squaredDistance(filter.position() + 1, 0.01);
    filter.predict(1, 3);
    assertThat(filter.squaredDistance(filter.position() + 1, 0.01)).isLessThan(before);
  }

  private static ConstantVelocity moving() {
    ConstantVelocity filter = new ConstantVelocity(0, 0.01, 1);
    filter.predict(0.2, 1);
    filter.update(0.5, 0.01);
    return filter;
  }
}
