package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceDetailTest {
  private static final int SIDE = 48;
  private static final int SKIN = 150;

  @Test
  void sharpness_blur_lowersIt() {
    double sharp = FaceDetail.sharpness(face(0, 0));
    double soft = FaceDetail.sharpness(face(2, 0));
    double softer = FaceDetail.sharpness(face(4, 0));

    assertThat(sharp).isGreaterThan(soft * 1.1);
    assertThat(soft).isGreaterThan(softer * 1.2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 10})
  void sharpness_noise_changesItLittle(double deviation) {
    for (int blur : new int[] {0, 2, 4}) {
      assertThat(FaceDetail.sharpness(face(blur, deviation)))
          .as("blur of %d", blur)
          .isCloseTo(FaceDetail.sharpness(face(blur, 0)), within(0.12));
    }
  }

  @Test
  void sharpness_blurredAndNoisy_staysBelowTheCleanSharpOne() {
    assertThat(FaceDetail.sharpness(face(3, 12)))
        .isLessThan(0.8 * FaceDetail.sharpness(face(0, 0)));
  }

  @Test
  void sharpness_noiseAlone_isNearlyNone() {
    Random random = new Random(7);
    byte[] values = new byte[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Math.round(128 + 6 * random.nextGaussian());
    }
    assertThat(FaceDetail.sharpness(new Luma(SIDE, SIDE, values))).isLessThan(0.4);
  }

  @Test
  void sharpness_flat_isNone() {
    assertThat(FaceDetail.sharpness(new Luma(SIDE, SIDE, new byte[SIDE * SIDE]))).isZero();
  }

  @Test
  void exposure_wellLit_isFull() {
    assertThat(FaceDetail.exposure(face(0, 0), true)).isCloseTo(1, within(1e-9));
    assertThat(FaceDetail.exposure(face(0, 5), true)).isCloseTo(1, within(1e-9));
  }

  @Test
  void exposure_darkOrBrightSkin_isTheSame() {
    assertThat(FaceDetail.exposure(lit(0.4, 0), true)).isCloseTo(1, within(1e-9));
    assertThat(FaceDetail.exposure(lit(1, 65), true)).isCloseTo(1, within(1e-9));
  }

  @Test
  void exposure_againstTheLight_falls() {
    double night = FaceDetail.exposure(lit(0.15, 0), true);
    double backlit = FaceDetail.exposure(lit(1, -160), true);
    double glaring = FaceDetail.exposure(lit(1, 110), true);

    assertThat(night).isLessThan(0.5);
    assertThat(backlit).isLessThan(0.3);
    assertThat(glaring).isLessThan(0.3);
  }

  @Test
  void exposure_limitedRange_isScaled() {
    Luma limited = lit(219 / 255.0, 16);

    assertThat(FaceDetail.exposure(limited, false))
        .isCloseTo(FaceDetail.exposure(face(0, 0), true), within(0.02));
    assertThat(FaceDetail.exposure(lit(0.05, 16), false)).isLessThan(0.2);
  }

  /** As bright as that, with so much added. */
  private static Luma lit(double gain, double more) {
    Luma face = face(0, 0);
    byte[] values = new byte[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = level(gain * (face.values()[i] & 0xff) + more);
    }
    return new Luma(SIDE, SIDE, values);
  }

  /** Skin that is darker to one side, eyes, brows, a nose's shadow and a mouth, softened. */
  private static Luma face(int blur, double noise) {
    Random random = new Random(11);
    byte[] values = new byte[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double sum = 0;
        for (int dy = -blur; dy <= blur; dy++) {
          for (int dx = -blur; dx <= blur; dx++) {
            sum += drawn(x + dx, y + dy);
          }
        }
        double side = 2 * blur + 1;
        values[y * SIDE + x] = level(sum / side / side + noise * random.nextGaussian());
      }
    }
    return new Luma(SIDE, SIDE, values);
  }

  private static double drawn(int x, int y) {
    double skin = SKIN + 0.4 * x;
    boolean eyes = Math.abs(y - 16) < 3 && (Math.abs(x - 13) < 5 || Math.abs(x - 34) < 5);
    boolean brows = Math.abs(y - 10) < 2 && (Math.abs(x - 13) < 7 || Math.abs(x - 34) < 7);
    boolean nose = Math.abs(y - 28) < 2 && Math.abs(x - 24) < 4;
    boolean mouth = Math.abs(y - 38) < 2 && Math.abs(x - 24) < 10;
    return eyes || brows ? 50 : nose || mouth ? 90 : skin;
  }

  private static byte level(double value) {
    return (byte) Math.round(Math.max(0, Math.min(255, value)));
  }
}
