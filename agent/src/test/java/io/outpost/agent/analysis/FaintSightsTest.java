package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.FaintSights.Sight;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaintSightsTest {
  private static final long LOOK_MICROS = 200_000;

  private final FaintSights sights = new FaintSights();

  /** Of a car of 100x50 pixels. */
  private static Box at(double x) {
    return box(x, 200, 100, 50);
  }

  private static List<Detection> faint(double... xs) {
    return Arrays.stream(xs).mapToObj(x -> vehicle(at(x), 0.3)).toList();
  }

  @Test
  void before_seenFromLookToLook_isTheFirstSight() {
    for (int look = 0; look < 4; look++) {
      sights.take(look * LOOK_MICROS, faint(100 + 30 * look));
    }

    assertThat(sights.before(at(220))).contains(new Sight(at(100), 0));
    assertThat(sights.before(at(220))).as("once").isEmpty();
  }

  @Test
  void before_severalBodies_isTheOneThatLiesThere() {
    sights.take(0, faint(100, 400));
    sights.take(LOOK_MICROS, faint(420, 110));

    assertThat(sights.before(at(430))).contains(new Sight(at(400), 0));
    assertThat(sights.before(at(120))).contains(new Sight(at(100), 0));
  }

  @Test
  void before_missedForAMoment_isKnownStill() {
    sights.take(0, faint(100));
    sights.take(LOOK_MICROS, faint());
    sights.take(2 * LOOK_MICROS, faint(110));

    assertThat(sights.before(at(120))).contains(new Sight(at(100), 0));
  }

  @Test
  void before_notSeenForLong_wasAFlicker() {
    sights.take(0, faint(100));
    for (int look = 1; look <= 4; look++) {
      sights.take(look * LOOK_MICROS, faint());
    }

    assertThat(sights.before(at(100))).isEmpty();
  }

  @Test
  void before_farAway_isAnother() {
    sights.take(0, faint(100));

    assertThat(sights.before(at(170))).isEmpty();
  }

  @Test
  void before_cleared_isNone() {
    sights.take(0, faint(100));
    sights.clear();

    assertThat(sights.before(at(100))).isEmpty();
  }
}
