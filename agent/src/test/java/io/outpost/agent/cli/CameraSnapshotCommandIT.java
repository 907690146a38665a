package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.LoopbackCamera;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outpost camera snapshot} from gst-rtsp-server. */
class CameraSnapshotCommandIT {
  private static final int BRIGHT = 40;

  @TempDir Path config;

  @Test
  void snapshot_camera_writesItsPictureWithMasksBurntIn() throws Exception {
    try (LoopbackCamera camera = LoopbackCamera.open("/main=" + LoopbackCamera.H264)) {
      register(camera.port(), "masks: [[[0, 0], [0.5, 0], [0.5, 1], [0, 1]]]\n");
      Path file = config.resolve("gate.jpg");

      CommandRun.Result result =
          new CommandRun(config).of("camera", "snapshot", "gate", "--out", file.toString());

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out()).isEqualTo("wrote " + file + "\n");
      BufferedImage picture = ImageIO.read(file.toFile());
      assertThat(picture.getWidth()).isEqualTo(320);
      assertThat(picture.getHeight()).isEqualTo(240);
      assertThat(brightest(picture, 0, 150)).as("masked half").isLessThan(BRIGHT);
      assertThat(brightest(picture, 170, 320)).as("other half").isGreaterThan(BRIGHT);
    }
  }

  @Test
  void snapshot_cameraThatIsNotThere_isOneLineAndCode3() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    register(port, "");

    CommandRun.Result result =
        new CommandRun(config)
            .of("camera", "snapshot", "gate", "--out", config.resolve("x.jpg").toString());

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).startsWith("outpost: camera gate: ").contains("refused");
    assertThat(config.resolve("x.jpg")).doesNotExist();
  }

  private void register(int port, String more) throws IOException {
    Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(
        config.resolve("cameras.d/gate.yaml"),
        "id: gate\nstreams: {main: \"rtsp://127.0.0.1:%d/main\"}\n".formatted(port) + more);
  }

  /** Brightest green of the columns, 0 to 255. */
  private static int brightest(BufferedImage picture, int from, int to) {
    int brightest = 0;
    for (int x = from; x < to; x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        brightest = Math.max(brightest, (picture.getRGB(x, y) >> 8) & 0xFF);
      }
    }
    return brightest;
  }
}
