package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LighteningTest {
  private final Lightening lightening = new Lightening();

  private static byte[] picture(double mean, double deviation) {
    Random random = new Random(5);
    byte[] picture = new byte[300 * 300 * 3];
    for (int i = 0; i < picture.length; i++) {
      double level = mean + deviation * random.nextGaussian();
      picture[i] = (byte) Math.max(0, Math.min(255, Math.round(level)));
    }
    return picture;
  }

  private static double mean(byte[] picture) {
    long sum = 0;
    for (byte level : picture) {
      sum += level & 0xff;
    }
    return (double) sum / picture.length;
  }

  @ParameterizedTest
  @ValueSource(ints = {62, 90, 128, 200})
  void apply_byDay_changesNothing(int mean) {
    byte[] picture = picture(mean + 5, 20);
    byte[] before = picture.clone();
    lightening.apply(picture);
    assertThat(picture).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 35, 50})
  void apply_byNight_bringsItToDay(int mean) {
    byte[] picture = picture(mean, 4);
    lightening.apply(picture);
    assertThat(mean(picture)).isBetween(56.0, 72.0);
  }

  @Test
  void apply_gammaOfANight_isTakenBack() {
    byte[] day = picture(64, 20);
    byte[] night = new byte[day.length];
    for (int i = 0; i < day.length; i++) {
      night[i] = (byte) Math.round(255 * Math.pow((day[i] & 0xff) / 255.0, 2.2));
    }
    lightening.apply(night);
    double off = 0;
    for (int i = 0; i < day.length; i++) {
      off += Math.abs((day[i] & 0xff) - (night[i] & 0xff));
    }
    assertThat(off / day.length).isLessThan(9);
  }

  @Test
  void apply_mostlyMasked_isJudgedByTheRest() {
    byte[] picture = picture(110, 10);
    Arrays.fill(picture, 0, picture.length * 9 / 10, (byte) 0);
    byte[] before = picture.clone();
    lightening.apply(picture);
    assertThat(picture).isEqualTo(before);
  }

  @Test
  void apply_allBlack_staysBlack() {
    byte[] picture = new byte[1000];
    lightening.apply(picture);
    assertThat(picture).containsOnly(0);
  }
}
