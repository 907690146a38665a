package io.outpost.agent.demo;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.EncoderSpec;
import io.outpost.agent.vision.VideoEncoder;
import io.outpost.agent.vision.VisionWorkers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pieces of the drawn scene: a car stands on its shoulder all the time, or nobody does. */
public final class StandingClip {
  /** The lane of the shoulder, as it stands in a camera's file. */
  public static final String SHOULDER =
      "[[0.0, %1$s], [1.0, %1$s], [1.0, %2$s], [0.0, %2$s]]"
          .formatted(DrawnScene.SHOULDER_TOP, DrawnScene.SHOULDER_BOTTOM);

  private StandingClip() {}

  /** Six seconds. */
  public static List<AccessUnit> occupied(VisionWorkers workers) throws IOException {
    return make(workers, 5.5, 11.5);
  }

  /** Six seconds, with somebody who walks by. */
  public static List<AccessUnit> empty(VisionWorkers workers) throws IOException {
    return make(workers, 16, 22);
  }

  private static List<AccessUnit> make(VisionWorkers workers, double from, double until)
      throws IOException {
    DrawnScene scene = new DrawnScene(1);
    int rate = DrawnScene.PICTURES_PER_SECOND;
    EncoderSpec spec = new EncoderSpec(DrawnScene.WIDTH, DrawnScene.HEIGHT, rate, rate, 3_000_000);
    List<AccessUnit> units = new ArrayList<>();
    try (VideoEncoder encoder = workers.encoder(spec)) {
      for (int number = (int) (from * rate); number < until * rate; number++) {
        units.addAll(encoder.encode(rgb(scene.draw(number))));
      }
      units.addAll(encoder.finish());
    }
    return units;
  }

  private static byte[] rgb(BufferedImage picture) {
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    byte[] bytes = new byte[pixels.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      bytes[3 * i] = (byte) (pixels[i] >> 16);
      bytes[3 * i + 1] = (byte) (pixels[i] >> 8);
      bytes[3 * i + 2] = (byte) pixels[i];
    }
    return bytes;
  }
}
