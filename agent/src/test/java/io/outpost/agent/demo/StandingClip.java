package io.outpost.agent.demo;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.EncoderSpec;
import io.outpost.agent.vision.VideoEncoder;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Pieces of the drawn scene: a car stands on its shoulder, or nobody does. */
public final class StandingClip {
  /** The lane of the shoulder, as it stands in a camera's file. */
  public static final String SHOULDER =
      "[[0.0, %1$s], [1.0, %1$s], [1.0, %2$s], [0.0, %2$s]]"
          .formatted(DrawnScene.SHOULDER_TOP, DrawnScene.SHOULDER_BOTTOM);

  private StandingClip() {}

  /** Six seconds. */
  public static List<AccessUnit> occupied(VisionWorkers workers) throws IOException {
    return make(workers, seconds(5.5, 11.5));
  }

  /** Six seconds, with somebody who walks by. */
  public static List<AccessUnit> empty(VisionWorkers workers) throws IOException {
    return make(workers, seconds(16, 22));
  }

  /** Ten seconds: it comes, stands for a while, most of which is left out, and goes. */
  public static List<AccessUnit> comesAndGoes(VisionWorkers workers) throws IOException {
    return make(workers, IntStream.concat(seconds(0, 7), seconds(12, 15)));
  }

  private static IntStream seconds(double from, double until) {
    int rate = DrawnScene.PICTURES_PER_SECOND;
    return IntStream.range((int) (from * rate), (int) (until * rate));
  }

  private static List<AccessUnit> make(VisionWorkers workers, IntStream numbers)
      throws IOException {
    DrawnScene scene = new DrawnScene(1);
    int rate = DrawnScene.PICTURES_PER_SECOND;
    EncoderSpec spec = new EncoderSpec(DrawnScene.WIDTH, DrawnScene.HEIGHT, rate, rate, 3_000_000);
    List<AccessUnit> units = new ArrayList<>();
    try (VideoEncoder encoder = workers.encoder(spec)) {
      for (int number : numbers.toArray()) {
        units.addAll(encoder.encode(DrawnClip.rgb(scene.draw(number))));
      }
      units.addAll(encoder.finish());
    }
    return units;
  }
}
