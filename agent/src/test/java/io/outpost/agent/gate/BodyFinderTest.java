package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.testing.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Five looks a second at a drawn road; the lane is its middle. */
class BodyFinderTest {
  private static final int WIDTH = MotionModel.WIDTH;
  private static final int HEIGHT = MotionModel.HEIGHT;
  private static final Polygon LANE =
      new Polygon(
          List.of(new Point(0, 0.4), new Point(1, 0.4), new Point(1, 0.7), new Point(0, 0.7)));

  private final BodyFinder finder = new BodyFinder(new MotionArea(List.of(), List.of(LANE), true));
  private final Noise sensor = new Noise(3);
  private final byte[] luma = new byte[WIDTH * HEIGHT];
  private double light = 1;
  private double noise = 2;
  private long micros;

  /** Something on the road, by its left upper corner. */
  private interface Thing {
    /** What the pixel shows, given what the road does. */
    double over(int x, int y, double road);
  }

  /** With windows, plates, wheels: something in it is lighter and darker. */
  private static Thing body(int left, int top, int width, int height, int level) {
    return (x, y, road) ->
        x < left || x >= left + width || y < top || y >= top + height
            ? road
            : level + 30 * ((x - left) * 5 / width % 2) - 25 * ((y - top) * 4 / height % 2);
  }

  private static Thing shadow(int left, int top, int width, int height, double share) {
    return (x, y, road) ->
        x < left || x >= left + width || y < top || y >= top + height ? road : road * share;
  }

  /** Strongest in the middle. */
  private static Thing cone(int middle, int row, double strength) {
    return (x, y, road) -> {
      double across = (x - middle) / 50.0;
      double down = (y - row) / 18.0;
      return road * (1 + strength * Math.max(0, 1 - across * across - down * down));
    };
  }

  private static double road(int x, int y) {
    double grain = new Random(31L * x + 7919L * y).nextInt(13) - 6;
    double marking = y % 36 == 0 && x / 20 % 2 == 0 ? 70 : 0;
    return 85 + y / 6.0 + grain + marking;
  }

  private List<Region> look(List<Region> named, Thing... things) {
    sensor.begin();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double level = ROAD[y * WIDTH + x];
        for (Thing thing : things) {
          level = thing.over(x, y, level);
        }
        double value = level * light + sensor.next() * noise;
        luma[y * WIDTH + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
    }
    micros += 200_000;
    return finder.look(luma, micros, named);
  }

  private static final double[] ROAD = new double[WIDTH * HEIGHT];

  static {
    for (int i = 0; i < ROAD.length; i++) {
      ROAD[i] = road(i % WIDTH, i / WIDTH);
    }
  }

  private void learn(int looks) {
    for (int i = 0; i < looks; i++) {
      assertThat(look(List.of())).isEmpty();
    }
  }

  private static void assertIsAt(Region body, int left, int top, int width, int height) {
    assertThat(body.left() * WIDTH).isBetween(left - 8.0, left + 8.0);
    assertThat(body.right() * WIDTH).isBetween(left + width - 8.0, left + width + 8.0);
    assertThat(body.bottom() * HEIGHT).isBetween(top + height - 3.0, top + height + 3.0);
  }

  /** From a lorry that fills a fifth of the picture to a cyclist far away. */
  @ParameterizedTest
  @CsvSource({"60, 40, 150", "24, 20, 40", "16, 16, 200", "9, 14, 30"})
  void look_bodyCrossesSlowly_isFoundInNearlyEachPicture(int width, int height, int level) {
    learn(40);
    int found = 0;
    int looks = 85; // For 17 seconds.
    for (int i = 0; i < looks; i++) {
      int left = 20 + 2 * i;
      List<Region> bodies = look(List.of(), body(left, 110 - height, width, height, level));
      if (bodies.size() == 1) {
        found++;
        assertIsAt(bodies.get(0), left, 110 - height, width, height);
      }
    }
    assertThat(found).isGreaterThan(looks * 9 / 10);
  }

  /** A load that fell: it is there from one picture to the next, and stays. */
  @Test
  void look_bodyAppearsAndStays_isFoundForMinutes_andNotAfterItIsGone() {
    learn(40);
    Thing load = body(150, 90, 20, 14, 60);
    int found = 0;
    for (int i = 0; i < 5 * 240; i++) {
      found += look(List.of(), load).size();
    }
    assertThat(found).isGreaterThan(5 * 240 * 95 / 100);
    for (int i = 0; i < 100; i++) {
      assertThat(look(List.of())).isEmpty();
    }
  }

  /** What was there when it began, and leaves: the ground that it hid is no body. */
  @Test
  void look_bodyThatWasThereLeaves_leavesNoGhost() {
    for (int i = 0; i < 40; i++) {
      assertThat(look(List.of(), body(150, 80, 40, 26, 160))).isEmpty();
    }
    for (int i = 0; i < 150; i++) {
      assertThat(look(List.of())).as("look %d", i).isEmpty();
    }
    assertThat(look(List.of(), body(150, 84, 40, 26, 60))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0.4, 60", "0.6, 60", "0.75, 20", "0.55, 12", "0.85, 100"})
  void look_hardShadowPasses_isNoBody(double share, int width) {
    learn(40);
    for (int x = 0; x < WIDTH - width; x += 4) {
      assertThat(look(List.of(), shadow(x, 84, width, width / 2, share))).as("at %d", x).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 1.0})
  void look_headlightsSweepOverTheLane_areNoBody(double strength) {
    learn(40);
    for (int x = 40; x < 280; x += 5) {
      assertThat(look(List.of(), cone(x, 100, strength))).as("at %d", x).isEmpty();
    }
  }

  /** At night a tenth of the light is left, and the noise is that of a sensor at its end. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 4})
  void look_headlightsByNight_areNoBody(double strength) {
    light = 0.25;
    noise = 3;
    learn(60);
    for (int x = 40; x < 280; x += 5) {
      assertThat(look(List.of(), cone(x, 100, strength))).as("at %d", x).isEmpty();
    }
  }

  @Test
  void look_bodyWithItsShadow_isFoundOnce() {
    learn(40);
    int found = 0;
    for (int i = 0; i < 60; i++) {
      int left = 40 + 3 * i;
      found +=
          look(List.of(), shadow(left + 8, 98, 44, 12, 0.6), body(left, 80, 40, 26, 170)).size();
    }
    assertThat(found).isBetween(55, 60);
  }

  @Test
  void look_bodyOfTheNextLane_standsThere() {
    learn(40);
    for (int x = 0; x < 220; x += 5) {
      // A lorry whose wheels are below the lane, and whose roof reaches over it.
      for (Region body : look(List.of(), body(x, 60, 80, 100, 170))) {
        assertThat(body.bottom()).isGreaterThan(0.85);
      }
    }
  }

  /** One on either side of the lane: what lies between them is empty. */
  @Test
  void look_twoBodiesThatTouch_areNotOneInTheMiddle() {
    learn(40);
    for (int x = 0; x < 150; x += 5) {
      List<Region> bodies =
          look(List.of(), body(x, 40, 60, 40, 170), body(x + 70, 118, 60, 50, 50));
      assertThat(bodies).as("at %d", x).noneMatch(one -> one.bottom() > 0.5 && one.bottom() < 0.7);
    }
  }

  @Test
  void look_bodyThatHasAName_isNotUnknown() {
    learn(40);
    for (int i = 0; i < 60; i++) {
      int left = 40 + 3 * i;
      Region car =
          new Region(
              (left + 3.0) / WIDTH, 84.0 / HEIGHT, (left + 37.0) / WIDTH, 104.0 / HEIGHT, false);
      // The detector misses it in every third picture.
      List<Region> named = i % 3 == 2 ? List.of() : List.of(car);
      assertThat(look(named, body(left, 80, 40, 26, 170))).as("look %d", i).isEmpty();
    }
  }

  @Test
  void look_cloudDarkensTheScene_isNoBody() {
    learn(40);
    for (int i = 0; i < 50; i++) {
      light = 1 - 0.01 * i;
      assertThat(look(List.of())).as("look %d", i).isEmpty();
    }
    light = 1; // At once.
    learn(20);
    assertThat(look(List.of(), body(150, 80, 40, 26, 170))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2, 6, 10})
  void look_noiseAlone_isNoBody(double level) {
    noise = level;
    learn(300);
  }

  /** A branch that comes into the picture and goes, for minutes. */
  @Test
  void look_treeInTheWind_isNotListenedToBeforeLong() {
    learn(40);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < 5 * 120; i++) {
      boolean here = i / 5 % 2 == 0;
      List<Region> bodies = here ? look(List.of(), body(100, 60, 30, 30, 40)) : look(List.of());
      if (!bodies.isEmpty()) {
        found.add(i);
      }
    }
    assertThat(found.stream().filter(i -> i > 5 * 60)).isEmpty();
  }

  @Test
  void look_cameraIsTurned_beginsAnew() {
    learn(40);
    Thing elsewhere = (x, y, road) -> 255 - road + 20 * ((x / 9 + y / 11) % 2);
    for (int i = 0; i < 40; i++) {
      assertThat(look(List.of(), elsewhere)).as("look %d", i).isEmpty();
    }
  }

  /** A group of pictures that is looked at again lies in the past. */
  @Test
  void look_timeGoesBackALittle_goesOn() {
    learn(40);
    micros -= 4_000_000;
    int found = 0;
    for (int i = 0; i < 20; i++) {
      found += look(List.of(), body(100 + i, 80, 40, 26, 170)).size();
    }
    assertThat(found).isGreaterThan(17);
  }

  @Test
  void look_samePictures_findsTheSame() {
    BodyFinderTest other = new BodyFinderTest();
    for (int i = 0; i < 60; i++) {
      Thing thing = i < 20 ? (x, y, road) -> road : body(2 * i, 80, 30, 24, 170);
      assertThat(look(List.of(), thing)).isEqualTo(other.look(List.of(), thing));
    }
  }
}
