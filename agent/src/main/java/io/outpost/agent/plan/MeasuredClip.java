package io.outpost.agent.plan;

import io.outpost.agent.demo.DrawnClip;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.EncoderSpec;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A few seconds of a noisy drawn road, as often as they are wanted: media time goes on.
 *
 * @param pictures begins with a key picture
 * @param micros from the first picture to the first of the next round
 */
record MeasuredClip(List<AccessUnit> pictures, long micros) {
  private static final int SECONDS = 4;

  /** Somewhere in the scene where cars are. */
  private static final int FIRST = 60;

  static MeasuredClip of(PlannedStream stream, VisionWorkers workers) throws IOException {
    int rate = (int) Math.round(stream.picturesPerSecond());
    EncoderSpec spec =
        new EncoderSpec(
            stream.width(),
            stream.height(),
            rate,
            (int) Math.round(stream.keySeconds() * rate),
            (int) Math.round(stream.megabitsPerSecond() * 1e6));
    List<AccessUnit> units = DrawnClip.withNoise(workers, spec, FIRST, SECONDS * rate);
    return new MeasuredClip(List.copyOf(units), SECONDS * 1_000_000L);
  }

  /** Round by round later. */
  List<AccessUnit> round(int number) {
    List<AccessUnit> later = new ArrayList<>();
    for (AccessUnit unit : pictures) {
      later.add(
          new AccessUnit(
              unit.codec(),
              unit.data(),
              unit.mediaMicros() + number * micros,
              unit.captureTime(),
              unit.key(),
              0));
    }
    return later;
  }
}
