package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.GreyScene.Body;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MotionModelTest {
  private static final MotionArea EVERYWHERE = new MotionArea(List.of(), List.of(), true);

  private long micros;

  private Glance look(MotionModel model, byte[] luma) {
    micros += 2_000_000;
    return model.look(luma, micros);
  }

  /** As many pictures as it takes to know a scene well. */
  private MotionModel taught(GreyScene scene, MotionArea area) {
    MotionModel model = new MotionModel(area);
    for (int i = 0; i < 30; i++) {
      look(model, scene.quiet());
    }
    return model;
  }

  @Test
  void look_firstPictures_areForLearning() {
    MotionModel model = new MotionModel(EVERYWHERE);
    GreyScene scene = new GreyScene(1, 2);

    for (int i = 0; i < 4; i++) {
      assertThat(look(model, scene.quiet()).verdict()).isEqualTo(Verdict.LEARNING);
    }
    assertThat(look(model, scene.quiet()).verdict()).isEqualTo(Verdict.QUIET);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2, 6, 10})
  void look_noiseAlone_isQuiet(double noise) {
    GreyScene scene = new GreyScene(2, noise);
    MotionModel model = taught(scene, EVERYWHERE);

    for (int i = 0; i < 200; i++) {
      assertThat(look(model, scene.quiet()).verdict()).isEqualTo(Verdict.QUIET);
    }
  }

  /** A person of 40 pixels in a picture of 1080 lines, and larger bodies. */
  @ParameterizedTest
  @CsvSource({"3, 7, 45", "3, 7, -45", "4, 10, 30", "12, 30, 25", "40, 90, 12", "120, 140, 60"})
  void look_bodyByDay_isMotionAtOnce(int width, int height, int contrast) {
    GreyScene scene = new GreyScene(3, 2);
    MotionModel model = taught(scene, EVERYWHERE);

    for (int x = 20; x < 180; x += 17) {
      Body body = new Body(x, 31, width, height, contrast);
      Glance glance = look(model, scene.picture(1, 0, body));
      assertThat(glance.quiet()).as("at %d", x).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 10, 60", "12, 30, 40", "40, 90, 25"})
  void look_bodyByNight_isMotionAtOnce(int width, int height, int contrast) {
    GreyScene scene = new GreyScene(13, 6);
    MotionModel model = new MotionModel(EVERYWHERE);
    for (int i = 0; i < 60; i++) {
      look(model, scene.picture(0.5, 0));
    }

    for (int x = 20; x < 180; x += 17) {
      Body body = new Body(x, 31, width, height, contrast);
      Glance glance = look(model, scene.picture(0.5, 0, body));
      assertThat(glance.verdict()).as("at %d", x).isEqualTo(Verdict.MOVED);
    }
  }

  @Test
  void look_bodyThatComesWithTheLight_isMotionWhileItIsThere() {
    GreyScene scene = new GreyScene(15, 2);
    MotionModel model = taught(scene, EVERYWHERE);
    Body body = new Body(100, 40, 12, 30, 60);

    look(model, scene.picture(0.7, 0, body));

    assertThat(look(model, scene.picture(0.7, 0, body)).verdict()).isEqualTo(Verdict.MOVED);
  }

  @Test
  void look_beamOfLight_isQuiet_andABodyInItIsNot() {
    GreyScene scene = new GreyScene(16, 2);
    MotionModel model = taught(scene, EVERYWHERE);

    for (int x = 30; x < 290; x += 20) {
      assertThat(look(model, scene.lit(x, 90, 40)).verdict())
          .as("at %d", x)
          .isEqualTo(Verdict.QUIET);
    }
    Body body = new Body(150, 80, 8, 20, -50);
    assertThat(look(model, scene.lit(150, 90, 40, body)).verdict()).isEqualTo(Verdict.MOVED);
  }

  @Test
  void look_rain_isQuiet_andAPersonInItIsNot() {
    GreyScene scene = new GreyScene(17, 2);
    MotionModel model = new MotionModel(EVERYWHERE);
    for (int i = 0; i < 60; i++) {
      look(model, scene.rain(250));
    }

    for (int i = 0; i < 60; i++) {
      assertThat(look(model, scene.rain(250)).verdict()).isEqualTo(Verdict.QUIET);
    }
    Body person = new Body(150, 80, 8, 20, -60);
    assertThat(look(model, scene.rain(250, person)).verdict()).isEqualTo(Verdict.MOVED);
  }

  @Test
  void look_minuteOfTheClock_isQuiet() {
    GreyScene scene = new GreyScene(18, 2);
    MotionModel model = new MotionModel(EVERYWHERE);
    for (int i = 0; i < 60; i++) {
      look(model, scene.picture(1, 0, second(i)));
    }

    Body minute = new Body(40, 8, 3, 6, 130);
    Verdict verdict = look(model, scene.picture(1, 0, second(1), minute)).verdict();

    assertThat(verdict).isEqualTo(Verdict.QUIET);
  }

  /** The seconds of a clock: another bar of a digit is white each time. */
  private static Body second(int number) {
    return new Body(60 + number % 2 * 2, 8, 1, 6, 130);
  }

  @Test
  void look_whiteWriting_staysAsItIs_whenTheLightChanges() {
    GreyScene scene = new GreyScene(19, 1);
    MotionModel model = new MotionModel(EVERYWHERE);

    for (int i = 0; i < 120; i++) {
      double gain = 1 + 0.1 * Math.sin(i / 10.0);
      byte[] picture = scene.picture(gain, 0);
      for (int x = 20; x < 60; x += 4) {
        for (int y = 6; y < 12; y++) {
          picture[y * MotionModel.WIDTH + x] = (byte) 232;
        }
      }
      Verdict verdict = look(model, picture).verdict();
      assertThat(verdict).as("look %d", i).isIn(Verdict.QUIET, Verdict.LEARNING);
    }
  }

  @Test
  void look_creepingBody_staysMotion() {
    GreyScene scene = new GreyScene(4, 2);
    MotionModel model = taught(scene, EVERYWHERE);

    for (int i = 0; i < 40; i++) {
      Body body = new Body(20 + 4 * i, 60, 6, 14, 40);
      assertThat(look(model, scene.picture(1, 0, body)).verdict()).isEqualTo(Verdict.MOVED);
    }
  }

  @Test
  void look_bodyThatStopped_fadesIn_andItsLeavingIsMotion() {
    GreyScene scene = new GreyScene(5, 2);
    MotionModel model = taught(scene, EVERYWHERE);
    Body body = new Body(100, 80, 30, 20, 50);
    int looks = 0;

    while (look(model, scene.picture(1, 0, body)).verdict() == Verdict.MOVED) {
      model.found(100 / 320.0, 80 / 180.0, 130 / 320.0, 100 / 180.0);
      looks++;
    }

    assertThat(looks).isBetween(5, 60);
    assertThat(look(model, scene.quiet()).verdict()).isEqualTo(Verdict.MOVED);
  }

  @ParameterizedTest
  @CsvSource({"1, 30", "1, -25", "1.4, 0", "0.6, 0"})
  void look_lightOfTheWholePictureJumps_isQuiet(double gain, int offset) {
    GreyScene scene = new GreyScene(6, 2);
    MotionModel model = taught(scene, EVERYWHERE);

    for (int i = 0; i < 5; i++) {
      assertThat(look(model, scene.picture(gain, offset)).verdict()).isEqualTo(Verdict.QUIET);
    }
  }

  @Test
  void look_lightDrifts_isQuiet_andABodyStillShows() {
    GreyScene scene = new GreyScene(7, 2);
    MotionModel model = taught(scene, EVERYWHERE);

    for (int i = 0; i < 100; i++) {
      double gain = 1 - i * 0.004;
      assertThat(look(model, scene.picture(gain, 0)).verdict()).isEqualTo(Verdict.QUIET);
    }
    Body body = new Body(100, 80, 10, 20, 50);
    assertThat(look(model, scene.picture(0.6, 0, body)).verdict()).isEqualTo(Verdict.MOVED);
  }

  @Test
  void look_clockAndLeaves_areLearnt() {
    GreyScene scene = new GreyScene(8, 2);
    MotionModel model = taught(scene, EVERYWHERE);
    int wakes = 0;
    for (int i = 0; i < 400; i++) {
      Body digits = new Body(10, 4, 6, 8, i % 2 == 0 ? 90 : 0);
      Body leaves = new Body(250, 20, 40, 30, i * 7 % 5 * 6 - 12);
      boolean moved = look(model, scene.picture(1, 0, digits, leaves)).verdict() == Verdict.MOVED;
      wakes += moved && i >= 200 ? 1 : 0;
    }

    assertThat(wakes).isZero();
  }

  @Test
  void look_trafficThatNeverEnds_staysMotion_whereDetectorsFindIt() {
    GreyScene scene = new GreyScene(12, 2);
    MotionModel model = taught(scene, EVERYWHERE);
    for (int i = 0; i < 400; i++) {
      Body[] cars = {
        new Body(i * 23 % 300, 100, 20, 12, 60), new Body((i * 23 + 110) % 300, 100, 20, 12, -40)
      };
      assertThat(look(model, scene.picture(1, 0, cars)).verdict()).isEqualTo(Verdict.MOVED);
      for (Body car : cars) {
        model.found(car.x() / 320.0, car.y() / 180.0, (car.x() + 20) / 320.0, 112 / 180.0);
      }
    }
  }

  @Test
  void look_cameraTurned_isANewScene_whichIsLearnt() {
    MotionModel model = taught(new GreyScene(9, 2), EVERYWHERE);
    GreyScene other = new GreyScene(9, 2);
    byte[] turned = new byte[MotionModel.WIDTH * MotionModel.HEIGHT];
    byte[] picture = other.quiet();
    for (int i = 0; i < picture.length; i++) {
      turned[i] = picture[(i + 5 * MotionModel.WIDTH + 9) % picture.length];
    }

    assertThat(look(model, turned).verdict()).isEqualTo(Verdict.NEW_SCENE);
    Verdict last = Verdict.NEW_SCENE;
    for (int i = 0; i < 6; i++) {
      last = look(model, turned).verdict();
    }
    assertThat(last).isEqualTo(Verdict.QUIET);
  }

  @Test
  void look_nightToDayAtOnce_isANewScene() {
    GreyScene scene = new GreyScene(14, 1);
    MotionModel model = new MotionModel(EVERYWHERE);
    for (int i = 0; i < 30; i++) {
      look(model, scene.picture(0.02, 0));
    }

    assertThat(look(model, scene.picture(1.6, 0)).quiet()).isFalse();
    assertThat(look(model, scene.picture(0.02, 0)).quiet()).isFalse();
  }

  @Test
  void look_motionUnderAMask_orFarFromTheLane_isNobodysBusiness() {
    GreyScene scene = new GreyScene(10, 2);
    Polygon left = rectangle(0, 0, 0.5, 1);
    Polygon lane = rectangle(0.6, 0.5, 0.9, 0.9);
    MotionModel masked = taught(scene, new MotionArea(List.of(left), List.of(), true));
    MotionModel laned = taught(scene, new MotionArea(List.of(), List.of(lane), false));
    Body under = new Body(100, 80, 30, 30, 60);
    Body onTheLane = new Body(220, 120, 30, 30, 60);

    assertThat(look(masked, scene.picture(1, 0, under)).verdict()).isEqualTo(Verdict.QUIET);
    assertThat(look(laned, scene.picture(1, 0, under)).verdict()).isEqualTo(Verdict.QUIET);
    assertThat(look(laned, scene.picture(1, 0, onTheLane)).verdict()).isEqualTo(Verdict.MOVED);
  }

  @Test
  void regions_twoBodies_areApart_andNothingElseIs() {
    GreyScene scene = new GreyScene(11, 2);
    MotionModel model = taught(scene, EVERYWHERE);
    Body large = new Body(160, 90, 30, 30, 60);
    Body small = new Body(60, 30, 8, 16, 80);
    look(model, scene.picture(1, 0, large, small));

    List<Region> regions = model.regions();

    assertThat(regions).hasSize(2);
    assertSurrounds(regions.get(0), small);
    assertSurrounds(regions.get(1), large);
  }

  private static Polygon rectangle(double left, double top, double right, double bottom) {
    return new Polygon(
        List.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom)));
  }

  /** To a tile and a bit. */
  private static void assertSurrounds(Region region, Body body) {
    Offset<Double> near = Offset.offset(7.0);
    assertThat(region.left() * MotionModel.WIDTH).isCloseTo(body.x(), near);
    assertThat(region.right() * MotionModel.WIDTH).isCloseTo(body.x() + body.width(), near);
    assertThat(region.top() * MotionModel.HEIGHT).isCloseTo(body.y(), near);
    assertThat(region.bottom() * MotionModel.HEIGHT).isCloseTo(body.y() + body.height(), near);
  }
}
