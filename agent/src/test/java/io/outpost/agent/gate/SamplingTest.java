package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private final Sampling sampling = new Sampling(Duration.ofMillis(200));

  private long looks(LongStream times) {
    return times.filter(sampling::due).count();
  }

  @Test
  void due_steadyPictures_keepsTheMeanRate() {
    assertThat(looks(LongStream.range(0, 240).map(i -> i * 1_000_000 / 24))).isEqualTo(50);
  }

  @Test
  void due_picturesRarerThanTheInterval_takesAll() {
    assertThat(looks(LongStream.range(0, 20).map(i -> i * 1_000_000 / 3))).isEqualTo(20);
  }

  @Test
  void due_gap_doesNotMakeUpForIt() {
    assertThat(looks(LongStream.of(0, 40_000, 10_000_000, 10_040_000, 10_080_000))).isEqualTo(2);
  }

  @Test
  void due_smallStepBack_isReordering() {
    assertThat(looks(LongStream.of(0, 120_000, 80_000, 40_000))).isEqualTo(1);
  }

  /** Five pictures a second, each fourth sent before the three that are shown before it. */
  @Test
  void due_rarePicturesInDecodingOrder_takesAll() {
    assertThat(
            looks(LongStream.of(0, 800, 400, 200, 600, 1600, 1200, 1000, 1400).map(m -> m * 1000)))
        .isEqualTo(9);
    assertThat(sampling.due(1_500_000)).as("an interval that had its picture").isFalse();
    assertThat(sampling.due(900_000)).as("before what was leapt over").isFalse();
  }

  @Test
  void due_timeStartsAnew_looksAtOnce() {
    assertThat(looks(LongStream.of(90_000_000, 0, 40_000))).isEqualTo(2);
  }

  @Test
  void new_noInterval_isRefused() {
    assertThatThrownBy(() -> new Sampling(Duration.ZERO)).hasMessageContaining("PT0S");
  }
}
