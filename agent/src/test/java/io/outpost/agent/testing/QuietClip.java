package io.outpost.agent.testing;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.EncoderSpec;
import io.outpost.agent.vision.VideoEncoder;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A camera that shows the same place for long, with the noise of a sensor, and once something that
 * drives across: 640x360, ten pictures a second, a key picture every two seconds.
 */
public final class QuietClip {
  public static final int PICTURES_PER_SECOND = 10;
  public static final int SECONDS = 40;

  /** Something is to be seen from here ... */
  public static final double PASSES_FROM = 20.5;

  /** ... to here. */
  public static final double PASSES_UNTIL = 23.5;

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int BODY_WIDTH = 70;
  private static final int BODY_HEIGHT = 36;
  private static final int BITS_PER_SECOND = 1_500_000;

  private QuietClip() {}

  /** Drawn here and encoded by a worker. */
  public static List<AccessUnit> make(VisionWorkers workers) throws IOException {
    EncoderSpec spec =
        new EncoderSpec(
            WIDTH, HEIGHT, PICTURES_PER_SECOND, 2 * PICTURES_PER_SECOND, BITS_PER_SECOND);
    Random random = new Random(40);
    List<AccessUnit> units = new ArrayList<>();
    try (VideoEncoder encoder = workers.encoder(spec)) {
      for (int number = 0; number < SECONDS * PICTURES_PER_SECOND; number++) {
        units.addAll(encoder.encode(draw((double) number / PICTURES_PER_SECOND, random)));
      }
      units.addAll(encoder.finish());
    }
    return units;
  }

  private static byte[] draw(double seconds, Random random) {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    double share = (seconds - PASSES_FROM) / (PASSES_UNTIL - PASSES_FROM);
    boolean passes = share >= 0 && share < 1;
    int bodyLeft = (int) (share * (WIDTH - BODY_WIDTH));
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean body =
          passes && x >= bodyLeft && x < bodyLeft + BODY_WIDTH && y >= 220 && y < 220 + BODY_HEIGHT;
      int ground = 70 + y / 4 + (x / 40 + y / 30) % 2 * 18;
      int level = (body ? 30 + x % 9 * 8 : ground) + (int) (random.nextGaussian() * 2);
      for (int colour = 0; colour < 3; colour++) {
        rgb[3 * i + colour] = (byte) Math.max(0, Math.min(255, level));
      }
    }
    return rgb;
  }
}
