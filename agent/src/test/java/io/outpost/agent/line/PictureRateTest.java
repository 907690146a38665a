package io.outpost.agent.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PictureRateTest {
  private final PictureRate rate = new PictureRate();

  @Test
  void picturesPerSecond_onePicture_isUnknown() {
    rate.add(0);
    assertThat(rate.picturesPerSecond()).isEmpty();
  }

  @Test
  void picturesPerSecond_steady_isTheRate() {
    LongStream.range(0, 500).forEach(i -> rate.add(i * 40_000));
    assertThat(rate.picturesPerSecond().orElseThrow()).isCloseTo(25, within(1e-6));
  }

  @Test
  void picturesPerSecond_outOfOrder_isTheRate() {
    LongStream.of(0, 120_000, 40_000, 80_000).forEach(rate::add);
    assertThat(rate.picturesPerSecond().orElseThrow()).isCloseTo(25, within(1e-6));
  }

  @Test
  void picturesPerSecond_afterReset_isUnknown() {
    rate.add(0);
    rate.add(40_000);
    rate.reset();
    assertThat(rate.picturesPerSecond()).isEmpty();
  }
}
