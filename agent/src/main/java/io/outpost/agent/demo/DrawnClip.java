package io.outpost.agent.demo;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.EncoderSpec;
import io.outpost.agent.vision.VideoEncoder;
import io.outpost.agent.vision.VisionWorkers;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The drawn scene as coded pictures. */
public final class DrawnClip {
  private static final long SEED = 412;
  private static final int KEY_INTERVAL_SECONDS = 2;
  private static final int BITS_PER_SECOND = 3_000_000;

  private DrawnClip() {}

  /** One round of the scene, drawn here and encoded by a worker. */
  public static List<AccessUnit> make(VisionWorkers workers) throws IOException {
    DrawnScene scene = new DrawnScene(SEED);
    EncoderSpec spec =
        new EncoderSpec(
            DrawnScene.WIDTH,
            DrawnScene.HEIGHT,
            DrawnScene.PICTURES_PER_SECOND,
            DrawnScene.PICTURES_PER_SECOND * KEY_INTERVAL_SECONDS,
            BITS_PER_SECOND);
    List<AccessUnit> units = new ArrayList<>();
    try (VideoEncoder encoder = workers.encoder(spec)) {
      for (int number = 0; number < scene.pictures(); number++) {
        units.addAll(encoder.encode(rgb(scene.draw(number))));
      }
      units.addAll(encoder.finish());
    }
    return units;
  }

  /** Java draws blue first, the worker wants red first. */
  private static byte[] rgb(BufferedImage picture) {
    byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < bytes.length; i += 3) {
      byte blue = bytes[i];
      bytes[i] = bytes[i + 2];
      bytes[i + 2] = blue;
    }
    return bytes;
  }
}
