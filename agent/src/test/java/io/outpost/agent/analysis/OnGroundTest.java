package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Observation.OnGround;
import io.outpost.agent.analysis.Observation.Speed;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Ground;
import io.outpost.agent.camera.Ground.Metres;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Point;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ground as a camera without distortion sees it from a mast of eight metres, looking down by 25
 * degrees. On the ground x is to the right and y away from the camera, both in metres.
 */
class OnGroundTest {
  private static final double MAST = 8;
  private static final double SINE = Math.sin(Math.toRadians(25));
  private static final double COSINE = Math.cos(Math.toRadians(25));

  /** Focal length in picture heights. */
  private static final double FOCUS = 1.2;

  private static final double ASPECT = (double) Pictures.WIDTH / Pictures.HEIGHT;

  private static final List<Metres> CORNERS =
      List.of(new Metres(-4, 10), new Metres(4, 10), new Metres(4, 35), new Metres(-4, 35));
  private static final Ground GROUND =
      new Ground(CORNERS.stream().map(OnGroundTest::seen).toList(), CORNERS);

  private static double distance(Metres at) {
    return MAST * SINE + at.y() * COSINE;
  }

  private static double seenX(Metres at) {
    return 0.5 + FOCUS / ASPECT * at.x() / distance(at);
  }

  private static double seenY(Metres at) {
    return 0.5 + FOCUS * (MAST * COSINE - at.y() * SINE) / distance(at);
  }

  private static Point seen(Metres at) {
    return new Point(seenX(at), seenY(at));
  }

  /** A body so long and wide, whose near side touches the ground there. */
  private static Box box(Metres at, double acrossMetres, double heightMetres) {
    double width = FOCUS / ASPECT * acrossMetres / distance(at);
    double height = FOCUS * heightMetres / distance(at);
    return new Box(seenX(at) - width / 2, seenY(at) - height, width, height);
  }

  /** A body whose place on the ground is that after so many seconds. */
  private static List<LaneOccupied> watch(
      Optional<Double> minimumSpeed, double acrossMetres, DoubleFunction<Metres> places) {
    return watch(minimumSpeed, seconds -> box(places.apply(seconds), acrossMetres, 1.6), 24);
  }

  private static List<LaneOccupied> watch(
      Optional<Double> minimumSpeed, DoubleFunction<Box> boxes, int pictures) {
    CameraAnalysis analysis =
        new CameraAnalysis(
            CameraDraft.of(
                    camera(
                        Faces.DISABLED,
                        lane("all", 0, 360).under(LaneTerms.NONE.fasterThan(minimumSpeed))))
                .ground(Optional.of(GROUND))
                .build());
    List<Observation> told = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      Box box = boxes.apply(i * INTERVAL_MICROS / 1e6);
      boolean visible = box.x() > -box.width() / 2 && box.right() < 1 + box.width() / 2;
      List<Detection> seen = visible ? List.of(vehicle(box)) : List.of();
      told.addAll(analysis.analyse(picture(i * INTERVAL_MICROS, seen), STILLS));
    }
    told.addAll(analysis.end());
    return told.stream().map(LaneOccupied.class::cast).toList();
  }

  private static OnGround last(List<LaneOccupied> told) {
    return told.get(told.size() - 1).ground().orElseThrow();
  }

  private static void assertWithin(Measure measured, double truth, double largestError) {
    assertThat(Math.abs(measured.value() - truth)).isLessThanOrEqualTo(measured.error());
    assertThat(measured.error()).isLessThan(largestError);
  }

  @ParameterizedTest
  @CsvSource({"0, 12", "-3.5, 20", "6, 30", "-9, 60", "2, 9"})
  void homography_anyPlaceOnTheGround_isWhereItIs(double x, double y) {
    Point point = seen(new Metres(x, y));
    Metres found =
        new Homography(GROUND.points(), GROUND.metres()).at(point.x(), point.y()).orElseThrow();
    assertThat(Math.hypot(found.x() - x, found.y() - y)).isLessThan(1e-9);
  }

  @Test
  void homography_aboveTheHorizon_isNoGround() {
    Homography map = new Homography(GROUND.points(), GROUND.metres());
    // The horizon is 25 degrees above the middle of the picture: at 0.5 - 1.2 * tan(25) < 0.
    assertThat(map.at(0.5, 0)).isPresent();
    assertThat(map.at(0.5, 0.5 - FOCUS * SINE / COSINE + 0.001)).isEmpty();
    assertThat(map.at(0.5, -0.5)).isEmpty();
  }

  @Test
  void speed_carDrivesAcross_isKnownWithItsError_andSoIsItsLength() {
    OnGround ground =
        last(watch(Optional.empty(), 4.5, seconds -> new Metres(-9 + 5 * seconds, 20)));
    assertWithin(ground.speed().orElseThrow().measure(), 5, 1.5);
    assertWithin(ground.length().orElseThrow(), 4.5, 1);
    assertThat(ground.y()).isBetween(19.0, 21.0);
    assertThat(ground.error()).isBetween(0.1, 1.5);
  }

  @Test
  void speed_carDrivesAway_isKnown_butNotItsLength() {
    OnGround ground =
        last(watch(Optional.empty(), 1.8, seconds -> new Metres(1, 12 + 7 * seconds)));
    assertWithin(ground.speed().orElseThrow().measure(), 7, 4);
    assertThat(ground.length()).isEmpty();
  }

  @Test
  void speed_carStands_isNoneButForItsError() {
    OnGround ground = last(watch(Optional.empty(), 4.5, seconds -> new Metres(1, 20)));
    assertWithin(ground.speed().orElseThrow().measure(), 0, 1.5);
    assertThat(ground.length()).isEmpty();
  }

  /** With edges that tremble by a twentieth of the box. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 3, 8, 14})
  void speed_boxesTremble_errorHoldsTheTruthNearlyAlways(double speed) {
    int held = 0;
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      DoubleFunction<Box> boxes =
          seconds -> {
            Box box = box(new Metres(-6 + speed * seconds, 20), 4.5, 1.6);
            double left = box.x() + 0.05 * box.width() * random.nextGaussian();
            double right = box.right() + 0.05 * box.width() * random.nextGaussian();
            double bottom = box.bottom() + 0.05 * box.height() * random.nextGaussian();
            return new Box(left, box.y(), right - left, bottom - box.y());
          };
      // Until it is five metres to the right, at least for a second.
      int pictures = (int) (Math.max(1.2, Math.min(3, 11 / Math.max(1, speed))) * 6);
      Optional<Measure> measured =
          last(watch(Optional.empty(), boxes, pictures)).speed().map(Speed::measure);
      held +=
          measured.map(one -> Math.abs(one.value() - speed) <= one.error()).orElse(false) ? 1 : 0;
    }
    assertThat(held).isBetween(57, 60);
  }

  @Test
  void minimumSpeed_fasterCar_isTold_andASlowerOneIsNot() {
    Optional<Double> minimum = Optional.of(8.0);
    assertThat(watch(minimum, 4.5, seconds -> new Metres(-9 + 5 * seconds, 20))).isEmpty();
    List<LaneOccupied> fast = watch(minimum, 4.5, seconds -> new Metres(-9 + 12 * seconds, 25));
    assertThat(fast).extracting(LaneOccupied::phase).containsExactly(Phase.BEGAN, Phase.ENDED);
    Speed measured = fast.get(1).ground().orElseThrow().speed().orElseThrow();
    assertWithin(measured.measure(), 12, 4);
    assertThat(measured.mediaMicros()).isBetween(500_000L, fast.get(1).mediaMicros());
  }

  @Test
  void minimumSpeed_carBrakes_endsWithThatReason() {
    List<LaneOccupied> told =
        watch(Optional.of(6.0), 4.5, seconds -> new Metres(-12 + 10 * Math.min(1.5, seconds), 25));
    assertThat(told).extracting(LaneOccupied::phase).containsExactly(Phase.BEGAN, Phase.ENDED);
    assertThat(told.get(1).reason()).contains(LaneEnd.SLOWS);
  }
}
