package io.outpost.agent.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.PresenceNoticed;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.time.CaptureTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PresenceReportTest {
  private static CaptureTime at(int second) {
    return new CaptureTime(
        Instant.ofEpochSecond(second), CaptureTime.Source.ARRIVAL, Duration.ofSeconds(1));
  }

  @Test
  void turn_eachChange_isToldOnceWithTheNewestPicturesTime() {
    PresenceReport report = new PresenceReport();
    report.seen(at(1));
    assertThat(report.turn(false)).isEmpty();

    report.seen(at(2));
    assertThat(report.turn(true)).contains(new PresenceNoticed(Phase.BEGAN, at(2)));
    report.seen(at(3));
    assertThat(report.turn(true)).isEmpty();
    assertThat(report.turn(false)).contains(new PresenceNoticed(Phase.ENDED, at(3)));
    assertThat(report.turn(false)).isEmpty();
  }

  @Test
  void turn_beforeAnyPicture_tellsNothingUntilOneCame() {
    PresenceReport report = new PresenceReport();
    assertThat(report.turn(true)).isEmpty();

    report.seen(at(1));
    assertThat(report.turn(true)).contains(new PresenceNoticed(Phase.BEGAN, at(1)));
  }
}
