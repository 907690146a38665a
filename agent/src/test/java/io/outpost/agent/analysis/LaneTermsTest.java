package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.unchanged;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.Direction;
import io.outpost.agent.camera.Direction.Sense;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.camera.Point;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Direction and motion, on a lane from left to right. */
class LaneTermsTest {
  private static final Direction RIGHT_WRONG =
      new Direction(new Point(0.9, 0.7), new Point(0.1, 0.7), Sense.AGAINST);

  private final List<LaneOccupied> told = new ArrayList<>();

  private static CameraAnalysis under(LaneTerms terms) {
    return new CameraAnalysis(camera(Faces.DISABLED, lane("d", 218, 296).under(terms)));
  }

  private static LaneTerms wrongWay(Motion motion) {
    return new LaneTerms(Optional.of(RIGHT_WRONG), motion);
  }

  private static LaneTerms motion(Motion motion) {
    return new LaneTerms(Optional.empty(), motion);
  }

  /** A car of 120 pixels whose centre is there in each picture; it has left where that is NaN. */
  private void watch(LaneTerms terms, int pictures, IntToDoubleFunction centerX) {
    CameraAnalysis analysis = under(terms);
    for (int i = 0; i < pictures; i++) {
      double x = centerX.applyAsDouble(i);
      Box car = box(x, 230, 120, 60);
      List<Detection> seen = Double.isNaN(x) ? List.of() : List.of(vehicle(car));
      keep(analysis.analyse(picture(i * INTERVAL_MICROS, seen), STILLS));
    }
    keep(analysis.end());
  }

  /** The same, looked for at every third picture; it is where it was in the others. */
  private void watchNowAndThen(LaneTerms terms, int pictures, IntToDoubleFunction centerX) {
    CameraAnalysis analysis = under(terms);
    for (int i = 0; i < pictures; i++) {
      Box car = box(centerX.applyAsDouble(i), 230, 120, 60);
      long micros = i * INTERVAL_MICROS;
      boolean asked = i < 4 || i % 3 == 0;
      keep(
          analysis.analyse(
              asked ? picture(micros, List.of(vehicle(car))) : unchanged(micros), STILLS));
    }
    keep(analysis.end());
  }

  /** Half its length a second: it stands, as when it is looked for in every picture. */
  @Test
  void motion_stoodThenCreepsAndIsLookedForNowAndThen_stands() {
    IntToDoubleFunction centerX = i -> 200 + 60 * Math.max(0, i * INTERVAL_MICROS / 1e6 - 2);
    watchNowAndThen(motion(Motion.MOVING), 40, centerX);
    watch(motion(Motion.MOVING), 40, centerX);

    assertThat(told).isEmpty();
  }

  private void keep(List<Observation> observations) {
    observations.forEach(observation -> told.add((LaneOccupied) observation));
  }

  /** Such as "began", "ended moves". */
  private List<String> story() {
    return told.stream()
        .map(
            one ->
                one.phase().label() + one.reason().map(reason -> " " + reason.label()).orElse(""))
        .toList();
  }

  private Duration counted(int index) {
    return told.get(index).counted().orElseThrow().duration();
  }

  private long entered(int index) {
    return told.get(index).mediaMicros() - told.get(index).dwell().toNanos() / 1000;
  }

  private static double until(double end, double x) {
    return x <= end ? x : Double.NaN;
  }

  @Test
  void direction_carGoesTheRightWay_tellsNothing() {
    watch(wrongWay(Motion.ANY), 24, i -> 640 - 50 * i > 0 ? 640 - 50 * i : Double.NaN);
    assertThat(told).isEmpty();
  }

  @Test
  void direction_carGoesTheWrongWay_countsSinceItCameIn() {
    watch(wrongWay(Motion.ANY), 40, i -> until(640, 50 * i));
    assertThat(story()).containsExactly("began", "ended");
    assertThat(counted(1)).isEqualTo(told.get(1).dwell());
  }

  @Test
  void direction_carStands_countsNoWay() {
    watch(wrongWay(Motion.ANY), 60, i -> 300);
    assertThat(told).isEmpty();
  }

  @Test
  void direction_wrongWayDriverStops_isStillOne() {
    watch(wrongWay(Motion.ANY), 60, i -> Math.min(400, 50 * i));
    assertThat(story()).containsExactly("began", "ended");
    assertThat(told.get(1).mediaMicros()).isEqualTo(59 * INTERVAL_MICROS);
  }

  @Test
  void direction_wrongWayDriverTurnsRound_endsThere() {
    watch(wrongWay(Motion.ANY), 30, i -> i < 12 ? 30 * i : 360 - 30 * (i - 12));
    assertThat(story()).containsExactly("began", "ended turned");
    assertThat(told.get(1).box().centerX() * Pictures.WIDTH).isBetween(100.0, 330.0);
  }

  /** A way of less than a box is none: half hidden, the box leaps by a part of itself. */
  @Test
  void direction_boxOfAStandingCarLeaps_isNoWay() {
    watch(wrongWay(Motion.ANY), 120, i -> i % 20 < 10 ? 300 : 360);
    assertThat(told).isEmpty();
  }

  @Test
  void direction_carCrosses_countsNeitherWay() {
    for (Sense sense : Sense.values()) {
      CameraAnalysis analysis =
          new CameraAnalysis(
              camera(
                  Faces.DISABLED,
                  lane("all", 0, 360)
                      .under(
                          new LaneTerms(
                              Optional.of(
                                  new Direction(new Point(0.1, 0.5), new Point(0.9, 0.5), sense)),
                              Motion.ANY))));
      for (int i = 0; i < 30; i++) {
        Box car = box(300 + i, 40 + 10 * i, 60, 60);
        keep(analysis.analyse(picture(i * INTERVAL_MICROS, List.of(vehicle(car))), STILLS));
      }
      keep(analysis.end());
    }
    assertThat(told).isEmpty();
  }

  @Test
  void standing_carDrivesThrough_tellsNothing() {
    watch(motion(Motion.STANDING), 24, i -> until(640, 50 * i));
    assertThat(told).isEmpty();
  }

  /** Traffic on the lane before it hides half of it, again and again. */
  @Test
  void standing_carIsHalfHiddenNowAndThen_isOneOccupation() {
    CameraAnalysis analysis = under(motion(Motion.STANDING));
    for (int i = 0; i < 240; i++) {
      boolean hidden = i > 12 && i % 4 < 2;
      Box car = hidden ? box(340, 230, 44, 60) : box(300, 230, 120, 60);
      keep(analysis.analyse(picture(i * INTERVAL_MICROS, List.of(vehicle(car))), STILLS));
    }
    keep(analysis.end());
    assertThat(story().stream().filter(one -> !one.equals("updated")).toList())
        .containsExactly("began", "ended");
  }

  /** It grows by a quarter from picture to picture, and hardly moves. */
  @Test
  void standing_carComesStraightTowardsTheCamera_tellsNothing() {
    CameraAnalysis analysis =
        new CameraAnalysis(
            camera(Faces.DISABLED, lane("all", 0, 360).under(motion(Motion.STANDING))));
    for (int i = 0; i < 24; i++) {
      double size = 2400.0 / (120 - 4 * i);
      Box car = box(300, 100 + 2 * size, 2 * size, size);
      keep(analysis.analyse(picture(i * INTERVAL_MICROS, List.of(vehicle(car))), STILLS));
    }
    keep(analysis.end());
    assertThat(told).isEmpty();
  }

  /** Of a long lorry that drives out of the picture, the middle of what is left hardly moves. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void standing_lorryDrivesOutOfThePicture_tellsNothing(boolean left) {
    CameraAnalysis analysis = under(motion(Motion.STANDING));
    for (int i = 0; i < 40; i++) {
      double rear = 100 + 22 * i;
      double seen = Math.min(640, rear + 300) - rear;
      double x = rear + seen / 2;
      Box lorry = box(left ? 640 - x : x, 230, seen, 60);
      keep(
          analysis.analyse(
              picture(i * INTERVAL_MICROS, seen > 4 ? List.of(vehicle(lorry)) : List.of()),
              STILLS));
    }
    keep(analysis.end());
    assertThat(told).isEmpty();
  }

  @Test
  void standing_carStopsAndDrivesOn_countsWhileItStands() {
    // Stands from picture 8 to 38.
    watch(
        motion(Motion.STANDING),
        60,
        i -> until(640, i < 8 ? 40 * i : i < 38 ? 320 : 320 + 40 * (i - 38)));
    assertThat(story()).containsExactly("began", "ended moves");
    assertThat(told.get(0).dwell()).isGreaterThan(Duration.ofSeconds(1));
    assertThat(counted(0)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1400));
    assertThat(counted(1)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
  }

  /** A queue moves on by fits and starts; a vehicle in it must not begin and end with each. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void standing_carCreepsForMinutes_isOneOccupation(long seed) {
    Random random = new Random(seed);
    double[] place = new double[300];
    double x = 60;
    double speed = 0;
    for (int i = 0; i < place.length; i++) {
      if (i >= 6 && random.nextInt(12) == 0) {
        // Two thirds of its length a second at most, and every other time none.
        speed = random.nextBoolean() ? 0 : 13 * random.nextDouble();
      }
      x = Math.min(600, x + speed);
      place[i] = x + 2 * random.nextGaussian();
    }
    watch(motion(Motion.STANDING), place.length, i -> place[i]);
    assertThat(story().stream().filter(one -> !one.equals("updated")).toList())
        .as("seed %d", seed)
        .containsExactly("began", "ended");
  }

  @Test
  void moving_parkedCar_tellsNothing() {
    Random random = new Random(7);
    watch(motion(Motion.MOVING), 600, i -> 300 + 4 * random.nextGaussian());
    assertThat(told).isEmpty();
  }

  @Test
  void moving_carStopsAtALamp_endsThereAndBeginsAgain() {
    watch(
        motion(Motion.MOVING),
        60,
        i -> until(640, i < 8 ? 40 * i : i < 28 ? 320 : 320 + 30 * (i - 28)));
    assertThat(story()).containsExactly("began", "ended stands", "began", "ended");
    assertThat(counted(0)).isEqualTo(told.get(0).dwell());
    assertThat(told.get(2).track()).isEqualTo(told.get(0).track());
  }

  /** Its front is 100 pixels behind the edge when it is seen first, and goes on by 240 a second. */
  @Test
  void moving_carThatCameOverTheEdgeBeginsAgain_cameInOnce() {
    IntToDoubleFunction drives = i -> i < 8 ? 40 + 40 * i : i < 28 ? 320 : 320 + 30 * (i - 28);
    watch(
        motion(Motion.MOVING),
        80,
        i -> i < 20 ? Double.NaN : until(640, drives.applyAsDouble(i - 20)));

    assertThat(story()).containsExactly("began", "ended stands", "began", "ended");
    assertThat(entered(0))
        .isBetween(20 * INTERVAL_MICROS - 442_000, 20 * INTERVAL_MICROS - 392_000);
    assertThat(entered(2)).isEqualTo(entered(0));
  }

  @ParameterizedTest
  @CsvSource({"200, began", "1500, ''"})
  void standing_dwellOfTheStanding_decides(long dwellMillis, String first) {
    LaneTerms terms = motion(Motion.STANDING);
    CameraAnalysis analysis =
        new CameraAnalysis(
            camera(
                Faces.DISABLED,
                new Lane(
                    "d",
                    lane("d", 218, 296).polygon(),
                    Duration.ofMillis(dwellMillis),
                    lane("d", 218, 296).classes(),
                    terms)));
    // Drives for two seconds and stands for 1.2 s.
    for (int i = 0; i < 20; i++) {
      Box car = box(Math.min(480, 40 * i), 230, 120, 60);
      keep(analysis.analyse(picture(i * INTERVAL_MICROS, List.of(vehicle(car))), STILLS));
    }
    assertThat(String.join(",", story())).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Motion.class)
  void anyTerms_randomBoxes_endWhateverBegan(Motion motion) {
    Random random = new Random(3);
    CameraAnalysis analysis = under(wrongWay(motion));
    for (int i = 0; i < 600; i++) {
      List<Detection> seen = new ArrayList<>();
      for (int n = 0; n < 6; n++) {
        double x = (40 + 110 * n + i * (n - 2) * 6 + 8 * random.nextGaussian()) % 640;
        if (random.nextDouble() < 0.8) {
          seen.add(vehicle(box(Math.abs(x), 190 + 14 * n, 80, 50), random.nextDouble()));
        }
      }
      keep(analysis.analyse(picture(i * INTERVAL_MICROS, seen), STILLS));
    }
    keep(analysis.end());
    assertThat(told.stream().filter(one -> one.phase() == Phase.BEGAN))
        .hasSameSizeAs(told.stream().filter(one -> one.phase() == Phase.ENDED).toList());
  }
}
