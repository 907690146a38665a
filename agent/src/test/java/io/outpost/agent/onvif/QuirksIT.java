package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.onvif.CameraDescription.Role;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.time.SystemTime;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What real cameras do against the book, each by its name; the page CAMERAS.md lists them. */
class OnvifQuirksTest {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final OnvifClient client = new OnvifClient(thread, SystemTime.INSTANCE);

  @AfterEach
  void endThread() {
    thread.shutdownNow();
  }

  @Test
  void camera_byTheBook_isDescribed() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(new Temper().make("Acme", "X 1"))) {
      CameraDescription description = client.describe(camera.service(), Optional.empty());

      assertThat(description.information().manufacturer()).isEqualTo("Acme");
      assertThat(description.stream(Role.MAIN).orElseThrow().uri())
          .hasToString("rtsp://127.0.0.1:554/main");
      assertThat(description.stream(Role.SUB).orElseThrow().uri())
          .hasToString("rtsp://127.0.0.1:554/sub");
      assertThat(description.remarks()).isEmpty();
    }
  }
}
