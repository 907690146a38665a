package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.face;
import static io.outpost.agent.analysis.Pictures.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faces that keep their place: prints, and people who sit. */
class StillFacesTest {
  private static final long LOOK_MICROS = 200_000;
  private static final int MINUTE = 300;

  private final CameraAnalysis analysis = new CameraAnalysis(camera(new Faces(true, 20)));
  private final List<FaceCaptured> told = new ArrayList<>();
  private final Random random = new Random(3);
  private long nowMicros;

  private void look(Detection... faces) {
    look(0.01, faces);
  }

  private void look(double sceneChange, Detection... faces) {
    keep(analysis.analyse(picture(nowMicros, sceneChange, List.of(faces)), STILLS));
    nowMicros += LOOK_MICROS;
  }

  private void keep(List<Observation> observations) {
    observations.forEach(one -> told.add((FaceCaptured) one));
  }

  private void look(int times, Detection... faces) {
    for (int i = 0; i < times; i++) {
      look(faces);
    }
  }

  private long told(Phase phase) {
    return told.stream().filter(one -> one.phase() == phase).count();
  }

  /** A print of that width, whose boxes and landmarks tremble. */
  private Detection print(double width) {
    return seen(400, 120, width);
  }

  private Detection seen(double x, double y, double width) {
    double trembling = 0.03 * width;
    return face(
        box(
            x + trembling * random.nextGaussian(),
            y + trembling * random.nextGaussian(),
            width * (1 + 0.03 * random.nextGaussian()),
            width * (1 + 0.03 * random.nextGaussian())),
        0.6,
        Math.min(1, Math.max(0, 0.7 + 0.05 * random.nextGaussian())));
  }

  @ParameterizedTest
  @ValueSource(doubles = {24, 50, 120})
  void observe_posterThatIsLostAndFound_isToldOnce(double width) {
    for (int i = 0; i < 40; i++) {
      for (int k = 0; k < 25 + 20 * (i % 7); k++) {
        look(print(width));
      }
      look(15 + 40 * (i % 5));
    }
    assertThat(told(Phase.BEGAN)).isEqualTo(1);
    assertThat(told(Phase.ENDED)).isEqualTo(1);
    assertThat(analysis.facesMuted()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void observe_posterThatIsAlwaysSeen_endsAfterTwoMinutesAndIsToldNoMore() {
    for (int i = 0; i < 30 * MINUTE; i++) {
      look(print(60));
      if (i == 2 * MINUTE - 20) {
        assertThat(told(Phase.ENDED)).isZero();
      }
      if (i == 2 * MINUTE + 20) {
        assertThat(told(Phase.ENDED)).isEqualTo(1);
      }
    }
    keep(analysis.end());
    assertThat(told(Phase.BEGAN)).isEqualTo(1);
    assertThat(told(Phase.ENDED)).isEqualTo(1);
    assertThat(analysis.facesMuted()).isEqualTo(1);
  }

  @Test
  void observe_posterAfterANightACutAndABreak_isNotToldAgain() {
    for (int i = 0; i < 3 * MINUTE; i++) {
      look(print(60));
    }
    nowMicros += 10L * 3600 * 1_000_000;
    for (int i = 0; i < 60; i++) {
      look(print(60));
    }
    look(0.3);
    for (int i = 0; i < 60; i++) {
      look(print(60));
    }
    keep(analysis.end());
    nowMicros = 0;
    for (int i = 0; i < 60; i++) {
      look(print(60));
    }
    keep(analysis.end());
    assertThat(told).extracting(FaceCaptured::phase).containsExactly(Phase.BEGAN, Phase.ENDED);
    assertThat(analysis.facesMuted()).isEqualTo(4);
  }

  @Test
  void observe_posterTakenAwayForTwoDays_isToldAgain() {
    for (int i = 0; i < 3 * MINUTE; i++) {
      look(print(60));
    }
    look(20);
    nowMicros += 48L * 3600 * 1_000_000;
    for (int i = 0; i < 60; i++) {
      look(print(60));
    }
    assertThat(told(Phase.BEGAN)).isEqualTo(2);
  }

  @Test
  void observe_personBeforeAPoster_isTold() {
    for (int i = 0; i < 3 * MINUTE; i++) {
      look(print(60));
    }
    look(20);
    told.clear();
    for (int i = 0; i < 15; i++) { // As high and as large, and it stops where the poster is.
      look(seen(Math.min(400, 250 + 12 * i), 120, 60));
    }
    for (int i = 0; i < 10; i++) {
      look(seen(400, 120, 60));
    }
    keep(analysis.end());
    assertThat(told(Phase.BEGAN)).isEqualTo(1);
    assertThat(told(Phase.ENDED)).isEqualTo(1);
  }

  @Test
  void observe_anotherWhereOneStood_isTold() {
    look(10, face(box(400, 120, 60, 60), 0.6, 0.7));
    look(15);
    look(10, face(box(412, 118, 60, 60), 0.6, 0.7));
    look(15);
    assertThat(told(Phase.ENDED)).isEqualTo(2);
  }

  /** Who sits at a desk: a slow sway of a few hundredths, and a shift now and then. */
  private List<Detection> sitting(int looks) {
    List<Detection> seen = new ArrayList<>();
    double sway = 0;
    double shift = 0;
    for (int i = 0; i < looks; i++) {
      sway += -0.05 * sway + 0.8 * random.nextGaussian();
      if (random.nextInt(60) == 0) {
        shift = 8 * random.nextGaussian();
      }
      seen.add(seen(300 + sway + shift, 150 + sway / 2, 60));
    }
    return seen;
  }

  @Test
  void observe_personWhoSits_isOnePassingForAsLongAsHeIsThere() {
    sitting(20 * MINUTE).forEach(this::look);
    keep(analysis.end());
    assertThat(told(Phase.BEGAN)).isEqualTo(1);
    assertThat(told(Phase.ENDED)).isEqualTo(1);
    assertThat(told.get(told.size() - 1).phase()).isEqualTo(Phase.ENDED);
    assertThat(analysis.facesMuted()).isZero();
  }

  @Test
  void observe_personWhoSitsAndHidesHisFaceNowAndThen_isToldEachTime() {
    for (int i = 0; i < 20; i++) {
      sitting(MINUTE).forEach(this::look);
      look(15);
    }
    assertThat(told(Phase.BEGAN)).isEqualTo(20);
    assertThat(told(Phase.ENDED)).isEqualTo(20);
  }

  @Test
  void observe_personWhoSatLikeAStatueAndStirs_isToldAnew() {
    for (int i = 0; i < 4 * MINUTE; i++) {
      look(print(60));
    }
    for (int i = 0; i < 20; i++) {
      look(seen(408, 124, 60));
    }
    keep(analysis.end());
    assertThat(told)
        .extracting(FaceCaptured::phase)
        .containsExactly(Phase.BEGAN, Phase.ENDED, Phase.BEGAN, Phase.ENDED);
    assertThat(told).extracting(FaceCaptured::track).containsOnly(1L);
  }

  @Test
  void observe_headThatOnlyTurns_isAlive() {
    for (int i = 0; i < 4 * MINUTE; i++) {
      look(face(box(400, 120, 60, 60), 0.6, i / 50 % 2 == 0 ? 0.8 : 0.3));
    }
    assertThat(told(Phase.ENDED)).isZero();
  }
}
