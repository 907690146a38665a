package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.onvif.CameraSignal;
import io.outpost.protocols.onvif.CameraSignal.Kind;
import io.outpost.protocols.onvif.Notification;
import io.outpost.protocols.onvif.PropertyOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PropertyStatesTest {
  private static final Instant TIME = Instant.parse("2026-11-02T08:00:00Z");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final PropertyStates states = new PropertyStates(Duration.ofSeconds(30));

  private static Notification motion(String source, boolean active) {
    return new Notification(
        "tns1:VideoSource/MotionAlarm",
        PropertyOperation.CHANGED,
        Optional.of(TIME),
        Map.of("Source", source),
        Map.of("State", Boolean.toString(active)));
  }

  private static CameraEvent event(String source, boolean active, boolean presumed) {
    return new CameraEvent(
        new CameraSignal(Kind.MOTION, Optional.of(active)),
        "VideoSource/MotionAlarm",
        source,
        TIME,
        presumed);
  }

  @Test
  void take_repeatedState_isToldOnce() {
    assertThat(states.take(motion("1", true), TIME, 0)).contains(event("1", true, false));
    assertThat(states.take(motion("1", true), TIME, SECOND)).isEmpty();
    assertThat(states.take(motion("1", false), TIME, 2 * SECOND))
        .contains(event("1", false, false));
    assertThat(states.take(motion("1", false), TIME, 3 * SECOND)).isEmpty();
  }

  @Test
  void take_twoSources_areKeptApart() {
    assertThat(states.take(motion("1", true), TIME, 0)).isPresent();
    assertThat(states.take(motion("2", true), TIME, 0)).contains(event("2", true, false));
  }

  @Test
  void take_falseFromTheStart_isNoChange() {
    assertThat(states.take(motion("1", false), TIME, 0)).isEmpty();
  }

  @Test
  void take_withoutState_isToldEachTime() {
    Notification crossing =
        new Notification(
            "tns1:RuleEngine/LineDetector/Crossed",
            PropertyOperation.CHANGED,
            Optional.empty(),
            Map.of(),
            Map.of("ObjectId", "7"));

    assertThat(states.take(crossing, TIME, 0)).isPresent();
    assertThat(states.take(crossing, TIME, 1)).isPresent();
  }

  @Test
  void expire_neverReportsFalse_endsAfterTheHoldTime() {
    states.take(motion("1", true), TIME, 0);
    states.take(motion("1", true), TIME, 10 * SECOND);

    assertThat(states.nanosToNext(10 * SECOND)).isEqualTo(OptionalLong.of(30 * SECOND));
    assertThat(states.expire(TIME, 39 * SECOND)).isEmpty();
    assertThat(states.expire(TIME, 40 * SECOND)).containsExactly(event("1", false, true));
    assertThat(states.nanosToNext(40 * SECOND)).isEmpty();
  }

  @Test
  void expire_cameraThatTellsTheEnd_isBelieved() {
    states.take(motion("1", false), TIME, 0);
    states.take(motion("1", true), TIME, SECOND);

    assertThat(states.nanosToNext(SECOND)).isEmpty();
    assertThat(states.expire(TIME, 1_000 * SECOND)).isEmpty();
  }

  @Test
  void doubt_subscriptionBroke_endsWhatIsNotHeardOfAgain() {
    states.take(motion("1", false), TIME, 0);
    states.take(motion("1", true), TIME, SECOND);
    states.doubt(5 * SECOND);

    assertThat(states.expire(TIME, 34 * SECOND)).isEmpty();
    assertThat(states.expire(TIME, 35 * SECOND)).containsExactly(event("1", false, true));
  }

  @Test
  void take_morePropertiesThanAnyCameraHas_areLeftOut() {
    for (int source = 0; source < PropertyStates.MAX_PROPERTIES; source++) {
      assertThat(states.take(motion("" + source, true), TIME, 0)).isPresent();
    }
    assertThat(states.take(motion("one more", true), TIME, 0)).isEmpty();
  }
}
