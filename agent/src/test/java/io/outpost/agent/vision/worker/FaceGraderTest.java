package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FaceGraderTest {
  private static final int SIDE = 48;

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
  void sharpness_blur_lowersIt() {
    double sharp = FaceGrader.sharpness(stripes(0));
    double soft = FaceGrader.sharpness(stripes(2));
    double softer = FaceGrader.sharpness(stripes(7));

    assertThat(sharp).isGreaterThan(soft * 1.3);
    assertThat(soft).isGreaterThan(softer * 1.1);
  }

  @Test
  void sharpness_noiseAlone_isNearlyNone() {
    Random random = new Random(7);
    byte[] values = new byte[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Math.round(128 + 6 * random.nextGaussian());
    }
    assertThat(FaceGrader.sharpness(new Luma(SIDE, SIDE, values))).isLessThan(0.35);
  }

  @Test
  void sharpness_flat_isNone() {
    assertThat(FaceGrader.sharpness(new Luma(SIDE, SIDE, new byte[SIDE * SIDE]))).isZero();
  }

  /** Dark and light stripes of sixteen pixels, averaged over so many to either side. */
  private static Luma stripes(int blur) {
    byte[] values = new byte[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      int sum = 0;
      for (int d = -blur; d <= blur; d++) {
        sum += Math.floorMod(Math.floorDiv(i % SIDE + d, 16), 2) == 0 ? 60 : 180;
      }
      values[i] = (byte) (sum / (2 * blur + 1));
    }
    return new Luma(SIDE, SIDE, values);
  }
}
