package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
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

  @ParameterizedTest
  @ValueSource(strings = {"http://192.0.2.1/", "rtsp:///main", "main", "rtsp://a:b@192.0.2.1/"})
  void streamSettings_noStreamAddress_isRefusedWithoutShowingAPassword(String address) {
    assertThatThrownBy(() -> StreamSettings.of("yard", URI.create(address), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("camera yard: ")
        .hasMessageNotContaining("a:b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rtsp://192.0.2.1/ 554", "rtsps://192.0.2.1/ 322", "rtsp://[::1]:8554/ 8554"})
  void streamSettings_port_isThatOfTheScheme(String addressAndPort) {
    String[] both = addressAndPort.split(" ", 2);

    StreamSettings stream = StreamSettings.of("yard", URI.create(both[0]), Optional.empty());

    assertThat(stream.port()).isEqualTo(Integer.parseInt(both[1]));
    assertThat(stream.host()).doesNotContain("[");
  }
}
