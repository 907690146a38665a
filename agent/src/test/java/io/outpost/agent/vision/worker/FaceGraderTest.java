package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FaceGraderTest {
  /** Right eye, left eye, nose, mouth, right ear, left ear. */
  private static double[] landmarks(double noseX) {
    return new double[] {30, 40, 70, 40, noseX, 60, 50, 80, 20, 45, 80, 45};
  }

  @Test
  void frontality_noseBetweenTheEyes_isFull() {
    assertThat(FaceGrader.frontality(landmarks(50))).isCloseTo(1, within(1e-9));
  }

  @Test
  void frontality_headTurns_falls() {
    double half = FaceGrader.frontality(landmarks(60));

    assertThat(half).isBetween(0.3, 0.7);
    assertThat(FaceGrader.frontality(landmarks(75))).isZero();
    assertThat(FaceGrader.frontality(landmarks(40))).isCloseTo(half, within(1e-9));
  }

  @Test
  void frontality_headOnItsSide_isTheSame() {
    double[] upright = landmarks(58);
    double[] lying = new double[upright.length];
    for (int i = 0; i < upright.length; i += 2) {
      lying[i] = -upright[i + 1];
      lying[i + 1] = upright[i];
    }
    assertThat(FaceGrader.frontality(lying))
        .isCloseTo(FaceGrader.frontality(upright), within(1e-9));
  }

  @Test
  void frontality_cornersOfTheMouthInPlaceOfEars_tellTheSame() {
    double[] straight = {30, 40, 70, 40, 50, 60, 35, 80, 65, 80};
    double[] turned = straight.clone();
    turned[4] = 62;

    assertThat(FaceGrader.frontality(straight)).isCloseTo(1, within(1e-9));
    assertThat(FaceGrader.frontality(turned)).isBetween(0.1, 0.7);
  }

  @Test
  void frontality_withoutLandmarks_isHalf() {
    assertThat(FaceGrader.frontality(new double[0])).isEqualTo(0.5);
  }

  @Test
  void frontality_headBowed_falls() {
    double straight = FaceGrader.frontality(bowed(60));
    double little = FaceGrader.frontality(bowed(66));
    double much = FaceGrader.frontality(bowed(74));

    assertThat(straight).isCloseTo(1, within(1e-9));
    assertThat(little).as("faces differ").isCloseTo(1, within(1e-9));
    assertThat(much).isBetween(0.3, 0.7);
    assertThat(FaceGrader.frontality(bowed(81))).isZero();
    assertThat(FaceGrader.frontality(bowed(46))).as("raised").isCloseTo(much, within(1e-9));
  }

  /** Eyes at 40, mouth at 80. */
  private static double[] bowed(double noseY) {
    double[] landmarks = landmarks(50);
    landmarks[5] = noseY;
    return landmarks;
  }
}
