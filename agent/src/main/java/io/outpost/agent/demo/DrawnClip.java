package io.outpost.agent.demo;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.EncoderSpec;
import io.outpost.agent.vision.VideoEncoder;
import io.outpost.agent.vision.VisionWorkers;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The drawn scene as coded pictures. */
public final class DrawnClip {
  private static final long SEED = 412;
  private static final int KEY_INTERVAL_SECONDS = 2;
  private static final int BITS_PER_SECOND = 3_000_000;

  /** Of a sensor by day, of 256 levels. */
  private static final double NOISE = 3;

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

  /**
   * A piece of the scene in any size, with the noise of a real sensor, without which coded pictures
   * would be smaller and faster to decode than any camera's.
   *
   * @param first picture of the scene
   * @param count how many, at the scene's pace
   */
  public static List<AccessUnit> withNoise(
      VisionWorkers workers, EncoderSpec spec, int first, int count) throws IOException {
    DrawnScene scene = new DrawnScene(SEED);
    Random random = new Random(SEED);
    byte[] noise = new byte[spec.width() * spec.height() * 3 * 2];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) Math.round(random.nextGaussian() * NOISE);
    }
    List<AccessUnit> units = new ArrayList<>();
    try (VideoEncoder encoder = workers.encoder(spec)) {
      for (int number = first; number < first + count; number++) {
        byte[] picture =
            rgb(scaled(scene.draw(number % scene.pictures()), spec.width(), spec.height()));
        add(picture, noise, random.nextInt(noise.length - picture.length));
        units.addAll(encoder.encode(picture));
      }
      units.addAll(encoder.finish());
    }
    return units;
  }

  private static BufferedImage scaled(BufferedImage picture, int width, int height) {
    BufferedImage other = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = other.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return other;
  }

  private static void add(byte[] picture, byte[] noise, int from) {
    for (int i = 0; i < picture.length; i++) {
      int value = (picture[i] & 0xFF) + noise[from + i];
      picture[i] = (byte) Math.max(0, Math.min(255, value));
    }
  }

  /**
   * Java draws blue first, the worker wants red first.
   *
   * @param picture of three bytes a pixel; becomes the answer, and is of no use any more
   */
  static byte[] rgb(BufferedImage picture) {
    byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < bytes.length; i += 3) {
      byte blue = bytes[i];
      bytes[i] = bytes[i + 2];
      bytes[i + 2] = blue;
    }
    return bytes;
  }
}
