package io.outpost.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CutDetectorTest {
  private final CutDetector cuts = new CutDetector();

  @Test
  void cut_quietThenJump_isACutOnce() {
    assertThat(cuts.cut(0, false)).isFalse();
    for (int i = 0; i < 10; i++) {
      assertThat(cuts.cut(0.02, false)).isFalse();
    }
    assertThat(cuts.cut(0.09, false)).isTrue();
    assertThat(cuts.cut(0.02, false)).isFalse();
  }

  @Test
  void cut_secondCutSoonAfter_isNoticedToo() {
    for (int i = 0; i < 5; i++) {
      cuts.cut(0.02, false);
    }
    assertThat(cuts.cut(0.09, false)).isTrue();
    assertThat(cuts.cut(0.09, false)).isTrue();
  }

  @Test
  void cut_somethingLargePassesClose_isNone() {
    double[] bus = {0.01, 0.02, 0.04, 0.049, 0.055, 0.06, 0.07, 0.06, 0.05};
    for (double change : bus) {
      assertThat(cuts.cut(change, false)).as("change %f", change).isFalse();
    }
  }

  @Test
  void cut_stillPictureWithNoise_isNone() {
    for (int i = 0; i < 10; i++) {
      assertThat(cuts.cut(i % 2 == 0 ? 0.001 : 0.03, false)).isFalse();
    }
  }

  @Test
  void cut_codedPicturesTellOfOne_smallerChangeIsEnough() {
    for (int i = 0; i < 10; i++) {
      cuts.cut(0.007, false);
    }
    assertThat(cuts.cut(0.028, false)).isFalse();
    assertThat(cuts.cut(0.028, true)).isTrue();
  }

  @Test
  void cut_codedAnewWithNothingElseInIt_isNone() {
    for (int i = 0; i < 10; i++) {
      cuts.cut(0.002, false);
    }
    assertThat(cuts.cut(0.004, true)).isFalse();
  }

  @Test
  void cut_codedAnewAmidMotion_isNone() {
    for (int i = 0; i < 10; i++) {
      cuts.cut(0.03, false);
    }
    assertThat(cuts.cut(0.035, true)).isFalse();
  }
}
