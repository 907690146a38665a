package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.box;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.vision.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a car of 100x50 pixels in a picture of 640x360, which drives 200 pixels a second. */
class ArrivalTest {
  private static final double SPEED = 200;

  /** What is to be seen of it when its front has come so far over the left side, pixels. */
  private static Box fromLeft(double front) {
    double left = Math.max(0, front - 100);
    return box((left + front) / 2, 200, front - left, 50);
  }

  private static Box mirrored(Box box) {
    return new Box(1 - box.right(), box.y(), box.width(), box.height());
  }

  private static Box upright(Box box) {
    return new Box(box.y(), box.x(), box.height(), box.width());
  }

  private static Box turned(Box box, String side) {
    return switch (side) {
      case "left" -> box;
      case "right" -> mirrored(box);
      case "top" -> upright(box);
      case "bottom" -> {
        Box top = upright(box);
        yield new Box(top.x(), 1 - top.bottom(), top.width(), top.height());
      }
      default -> throw new IllegalArgumentException(side);
    };
  }

  /** Detected first when its front had come so far, and then five times a second. */
  private static Arrival seen(double front, double speed, String side) {
    Arrival arrival = new Arrival(turned(fromLeft(front), side), 0);
    for (int i = 1; i < 12; i++) {
      double now = front + speed * i * INTERVAL_MICROS / 1e6;
      arrival.seen(turned(fromLeft(now), side), i * INTERVAL_MICROS);
    }
    return arrival;
  }

  @ParameterizedTest
  @ValueSource(strings = {"left", "right", "top", "bottom"})
  void before_detectedLate_isTheTimeItsFrontTookFromTheEdge(String side) {
    long before = seen(90, SPEED, side).beforeMicros(outside -> true);

    assertThat(before).isBetween(449_000L, 451_000L);
  }

  @Test
  void before_slowsDownLater_goesByTheSpeedAtFirst() {
    Arrival arrival = seen(90, SPEED, "left");
    arrival.seen(fromLeft(295), 20_000_000);

    assertThat(arrival.beforeMicros(outside -> true)).isBetween(449_000L, 451_000L);
  }

  @Test
  void before_cameIntoTheLaneInsideThePicture_isNone() {
    assertThat(seen(90, SPEED, "left").beforeMicros(outside -> outside.x() >= 0)).isZero();
  }

  @Test
  void before_firstSeenInTheMidst_isNone() {
    assertThat(seen(300, SPEED, "left").beforeMicros(outside -> true)).isZero();
  }

  @Test
  void before_drivesOut_isNone() {
    assertThat(seen(90, -20, "left").beforeMicros(outside -> true)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 30})
  void before_standsOrCreeps_isNone(double speed) {
    assertThat(seen(90, speed, "left").beforeMicros(outside -> true)).isZero();
  }

  @Test
  void before_oneLookMore_isNone() {
    Arrival arrival = new Arrival(fromLeft(90), 0);
    arrival.seen(fromLeft(130), 200_000);

    assertThat(arrival.beforeMicros(outside -> true)).isZero();
  }

  @Test
  void before_seenFaintlyBefore_isMeasuredFromThere() {
    Arrival arrival =
        new Arrival(fromLeft(160), 600_000).after(new FaintSights.Sight(fromLeft(40), 0));
    arrival.seen(fromLeft(200), 800_000);

    assertThat(arrival.beforeMicros(outside -> true)).isBetween(799_000L, 801_000L);
  }

  @Test
  void before_seenFaintlyInTheMidst_isNone() {
    Arrival arrival =
        new Arrival(fromLeft(260), 600_000).after(new FaintSights.Sight(fromLeft(140), 0));
    arrival.seen(fromLeft(300), 800_000);

    assertThat(arrival.beforeMicros(outside -> true)).isZero();
  }
}
