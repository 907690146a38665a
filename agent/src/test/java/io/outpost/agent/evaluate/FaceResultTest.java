package io.outpost.agent.evaluate;

import static io.outpost.agent.evaluate.Labelled.TOLERANCE;
import static io.outpost.agent.evaluate.Labelled.face;
import static io.outpost.agent.evaluate.Labelled.shot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaceResultTest {
  @Test
  void of_onePersonTwiceAndOneNever_isOneTwiceAndOneMissed() {
    FaceResult result =
        FaceResult.of(List.of(face(0, 2), face(5, 7)), List.of(shot(0.4), shot(1.6)));

    assertThat(result.captured()).hasSize(1);
    assertThat(result.twice()).hasSize(1);
    assertThat(result.missed()).containsExactly(face(5, 7));
    assertThat(result.wrong()).isEmpty();
  }

  @Test
  void of_shotWhenNobodyIsThere_isFalse() {
    FaceResult result = FaceResult.of(List.of(face(0, 2)), List.of(shot(9)));

    assertThat(result.wrong()).containsExactly(shot(9));
    assertThat(result.twice()).isEmpty();
  }

  @Test
  void of_twoPeopleAtOnce_areTwoShots() {
    FaceResult result =
        FaceResult.of(List.of(face(0, 3), face(0, 3)), List.of(shot(2.8), shot(2.9)));

    assertThat(result.captured()).hasSize(2);
    assertThat(result.twice()).isEmpty();
  }

  @Test
  void of_shotOutsideTheArea_isFalse() {
    FaceTruth above =
        new FaceTruth(
            new Span(0, 2),
            Optional.empty(),
            Optional.empty(),
            Optional.of(rectangle(0, 0, 1, 0.2)),
            false,
            TOLERANCE);

    FaceResult result = FaceResult.of(List.of(above), List.of(shot(1)));

    assertThat(result.wrong()).hasSize(1);
    assertThat(result.missed()).hasSize(1);
  }

  @Test
  void of_eitherWay_countsNeither() {
    FaceTruth maybe =
        new FaceTruth(
            new Span(0, 2), Optional.empty(), Optional.empty(), Optional.empty(), true, TOLERANCE);

    assertThat(FaceResult.of(List.of(maybe), List.of(shot(1))).neither()).hasSize(1);
    assertThat(FaceResult.of(List.of(maybe), List.of()).missed()).isEmpty();
  }

  @Test
  void bestShot_besideTheBestMoments_isOffByTheDistance() {
    FaceTruth late =
        new FaceTruth(
            new Span(0, 3),
            Optional.of(new Span(2, 3)),
            Optional.of(80.0),
            Optional.empty(),
            false,
            TOLERANCE);
    FaceResult early = FaceResult.of(List.of(late), List.of(shot(1.25)));
    FaceResult good = FaceResult.of(List.of(late), List.of(shot(2.5)));

    assertThat(early.bestShotErrors().max()).hasValueCloseTo(0.75, within(1e-9));
    assertThat(good.bestShotErrors().max()).hasValue(0);
    assertThat(good.bestShotWidths().average()).hasValue(0.75);
  }

  private static Polygon rectangle(double left, double top, double right, double bottom) {
    return new Polygon(
        List.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom)));
  }
}
