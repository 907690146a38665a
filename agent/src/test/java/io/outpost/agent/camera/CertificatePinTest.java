package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatePinTest {
  private static final String HEX = "00a1".repeat(16);

  @Test
  void parse_asOpensslPrintsIt_isTheSame() {
    CertificatePin pin = new CertificatePin(HEX);

    assertThat(CertificatePin.parse(pin.toString() + "\n")).isEqualTo(pin);
    assertThat(pin).hasToString("00:A1:" + "00:A1:".repeat(14) + "00:A1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz"})
  void parse_other_isRefused(String text) {
    assertThatThrownBy(() -> CertificatePin.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
