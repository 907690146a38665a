package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CertificatePin;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.camera.TransportChoice;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSettingsTest {
  @Test
  void of_camera_isReceivedAsItsFileSays() {
    CertificatePin pin = new CertificatePin("0a".repeat(32));
    URI main = URI.create("rtsps://192.0.2.1/main");
    Streams streams = new Streams(main, Optional.empty(), TransportChoice.UDP, Optional.of(pin));
    Camera camera = new CameraDraft("yard", streams).build();

    assertThat(StreamSettings.of(camera, main, Optional.empty()))
        .isEqualTo(
            new StreamSettings(
                "yard", main, Optional.empty(), TransportChoice.UDP, Optional.of(pin)));
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
