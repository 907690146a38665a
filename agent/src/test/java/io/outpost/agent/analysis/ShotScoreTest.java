package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.box;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.FaceQuality;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShotScoreTest {
  private static final Box MIDDLE = box(320, 180, 60, 60);
  private static final FaceQuality GOOD = new FaceQuality(60, 0.6, 0.7, 0.9);

  private static ShotScore score(Box box, FaceQuality quality, double detector) {
    return ShotScore.of(
        new Detection(ObjectClass.FACE, box, detector, Optional.of(quality)), quality);
  }

  @Test
  void of_anyPartWorse_isWorse() {
    double good = score(MIDDLE, GOOD, 0.9).total();
    List<ShotScore> worse =
        List.of(
            score(MIDDLE, new FaceQuality(50, 0.6, 0.7, 0.9), 0.9),
            score(MIDDLE, new FaceQuality(60, 0.5, 0.7, 0.9), 0.9),
            score(MIDDLE, new FaceQuality(60, 0.6, 0.6, 0.9), 0.9),
            score(MIDDLE, new FaceQuality(60, 0.6, 0.7, 0.8), 0.9),
            score(MIDDLE, GOOD, 0.8),
            score(box(35, 180, 60, 60), GOOD, 0.9));

    assertThat(worse).allSatisfy(one -> assertThat(one.total()).isLessThan(good));
    assertThat(good).isBetween(0.5, 1.0);
  }

  @Test
  void of_perfect_isOne() {
    assertThat(score(MIDDLE, new FaceQuality(240, 1, 1, 1), 1).total()).isCloseTo(1, within(1e-9));
  }

  @Test
  void of_hopelessPart_isNotMadeUpForByTheOthers() {
    double profile = score(MIDDLE, new FaceQuality(120, 1, 0, 1), 1).total();
    double small = score(MIDDLE, new FaceQuality(40, 0.5, 0.7, 0.9), 0.85).total();

    assertThat(profile).isLessThan(small);
  }

  @Test
  void of_nearTheEdge_saysHowMuchOfTheHeadIsSeen() {
    assertThat(score(MIDDLE, GOOD, 0.9).inside()).isCloseTo(1, within(1e-9));
    // Of 108 pixels 24 are beyond the left edge.
    assertThat(score(box(30, 180, 60, 60), GOOD, 0.9).inside()).isCloseTo(84 / 108.0, within(1e-9));
  }

  @Test
  void of_approach_rises() {
    double before = 0;
    for (int width = 20; width <= 120; width += 10) {
      double now = score(MIDDLE, new FaceQuality(width, 0.6, 0.7, 0.9), 0.9).total();
      assertThat(now).isGreaterThan(before);
      before = now;
    }
  }

  @Test
  void withMargin_face_isClippedToThePicture() {
    Box cut = ShotScore.withMargin(new Box(0.02, 0.5, 0.1, 0.1));

    assertThat(cut.x()).isZero();
    assertThat(cut.y()).isCloseTo(0.46, within(1e-9));
    assertThat(cut.right()).isCloseTo(0.16, within(1e-9));
    assertThat(cut.bottom()).isCloseTo(0.64, within(1e-9));
  }
}
