package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantisationTest {
  private static final Quantisation SIGNED = Quantisation.of(0.5, -3, true);
  private static final Quantisation UNSIGNED = Quantisation.of(1 / 127.5, 128, false);

  @Test
  void toNumber_ofToByte_isTheNumberToHalfAStep() {
    for (float value = -60; value <= 60; value += 0.125f) {
      assertThat(SIGNED.toNumber(SIGNED.toByte(value))).isCloseTo(value, within(0.25f));
    }
    for (float value = -1; value <= 0.99f; value += 0.001f) {
      assertThat(UNSIGNED.toNumber(UNSIGNED.toByte(value))).isCloseTo(value, within(0.004f));
    }
  }

  @Test
  void toByte_beyondTheRange_isItsEnd() {
    assertThat(SIGNED.toByte(1000)).isEqualTo((byte) 127);
    assertThat(SIGNED.toByte(-1000)).isEqualTo((byte) -128);
    assertThat(UNSIGNED.toByte(1000)).isEqualTo((byte) 255);
    assertThat(UNSIGNED.toByte(-1000)).isEqualTo((byte) 0);
  }

  @Test
  void of_nothingSaid_isTheByteItself() {
    assertThat(Quantisation.of(0, 0, false).toByte(200)).isEqualTo((byte) 200);
    assertThat(Quantisation.of(0, 0, false).toNumber((byte) 200)).isEqualTo(200);
  }
}
