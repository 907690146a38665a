package io.outpost.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeferenceTest {
  private final Deference deference = new Deference();
  private long nanos;

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private Duration streamAndFailAfter(Duration time) {
    deference.analysedStreams();
    assertThat(deference.begin(nanos)).isTrue();
    pass(time);
    return deference.analysedFailed(nanos);
  }

  @Test
  void begin_beforeTheAnalysedStreamStreams_waits() {
    assertThat(deference.begin(nanos)).isFalse();
    assertThat(deference.waits()).isFalse();
    deference.analysedStreams();
    assertThat(deference.begin(nanos)).isTrue();
    assertThat(deference.begin(nanos)).as("once").isFalse();
  }

  @Test
  void analysedFailed_longAfter_hasAnotherReason() {
    assertThat(streamAndFailAfter(Deference.SUSPICION.plusMillis(1))).isZero();
    deference.analysedStreams();
    assertThat(deference.begin(nanos)).isTrue();
  }

  @Test
  void analysedFailed_soonAfter_holdsTheMainStreamBack() {
    assertThat(streamAndFailAfter(Duration.ofSeconds(3))).isEqualTo(Deference.FIRST_WAIT);

    deference.analysedStreams();
    assertThat(deference.begin(nanos)).isFalse();
    assertThat(deference.waits()).isTrue();
    pass(Deference.FIRST_WAIT.minusNanos(1));
    assertThat(deference.begin(nanos)).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(deference.begin(nanos)).isTrue();
  }

  @Test
  void analysedFailed_againAndAgain_holdsItBackLongerUntilALimit() {
    Duration last = Duration.ZERO;
    for (int i = 0; i < 12; i++) {
      Duration held = streamAndFailAfter(Duration.ofSeconds(1));
      assertThat(held).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Deference.LONGEST_WAIT);
      last = held;
      pass(held);
    }
    assertThat(last).isEqualTo(Deference.LONGEST_WAIT);

    assertThat(streamAndFailAfter(Duration.ofHours(2))).isZero();
    assertThat(streamAndFailAfter(Duration.ofSeconds(1))).isEqualTo(Deference.FIRST_WAIT);
  }

  @Test
  void analysedFailed_whileTheMainStreamWasNotPulled_isNotItsFault() {
    streamAndFailAfter(Duration.ofSeconds(1));
    deference.analysedStreams();
    assertThat(deference.analysedFailed(nanos)).isZero();
  }
}
