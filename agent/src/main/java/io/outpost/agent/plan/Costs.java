package io.outpost.agent.plan;

import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.gate.GateMode.Watch;
import java.util.Map;

/**
 * What one piece of work costs on a box, milliseconds of a core.
 *
 * @param large of a large picture
 * @param small of a picture with fewer pixels; what lies between and above is on a line with both
 * @param glance comparing a decoded picture with the scene
 * @param body a look of the detector for persons and vehicles
 * @param face a look of the detector for faces
 */
public record Costs(Size large, Size small, double glance, double body, double face) {
  /**
   * Receiving a megabit, milliseconds: 200 cameras of 2.75 Mbit/s take 0.11 core and less ({@code
   * benchmarks/run ingest}; a busy machine has colder caches).
   */
  static final double MEGABIT = 0.11 / (200 * 2.75) * 1000;

  /** What the gate keeps of each stream, and room for as much on its way. */
  private static final double KEPT_SECONDS = 12;

  private static final double GLANCES_PER_SECOND = 1000.0 / ActivityGate.STRICT_GLANCES.toMillis();

  private static final double LOOKS_PER_SECOND = 5;

  /** A decoder's own, and what it holds of each pixel: 12 MB at 1080p, 3.6 MB at 640 x 360. */
  private static final double DECODER_BYTES = 2.6e6;

  private static final double DECODER_BYTES_A_PIXEL = 4.5;

  /**
   * Of pictures of one size.
   *
   * @param picture one of all, decoded in turn
   * @param key a key picture decoded by itself
   */
  public record Size(long pixels, double picture, double key) {}

  public Costs {
    if (large.pixels() <= small.pixels()) {
      throw new IllegalArgumentException(
          "%d pixels are no more than %d".formatted(large.pixels(), small.pixels()));
    }
  }

  /**
   * Of one camera. Every close look pays for the detectors in full, though the worker spares those
   * that have nothing new to see.
   */
  public Demand of(PlannedCamera camera) {
    PlannedStream stream = camera.stream();
    double awake = camera.watch() == Watch.ALWAYS ? 1 : camera.activity();
    double keys = Math.min(1 / stream.keySeconds(), stream.picturesPerSecond());
    double looks = Math.min(LOOKS_PER_SECOND, stream.picturesPerSecond());
    double all = stream.picturesPerSecond() * picture(stream);
    double waiting = camera.watch() == Watch.ECO ? keys * key(stream) : all;
    double glances =
        camera.watch() == Watch.ECO
            ? keys
            : Math.min(GLANCES_PER_SECOND, stream.picturesPerSecond());
    double gated = camera.watch() == Watch.ALWAYS ? 0 : awake * looks + (1 - awake) * glances;
    double detectors = (camera.faces() ? face : 0) + (camera.bodies() ? body : 0);
    return new Demand(
        Map.of(
            Resource.RECEIVING, received(camera) * MEGABIT / 1000,
            Resource.DECODING, (awake * all + (1 - awake) * waiting) / 1000,
            Resource.GATE, gated * glance / 1000,
            Resource.DETECTORS, awake * looks * detectors / 1000),
        memory(camera));
  }

  /** Of all its streams, Mbit/s. */
  private static double received(PlannedCamera camera) {
    return camera.stream().megabitsPerSecond()
        + camera.beside().map(PlannedStream::megabitsPerSecond).orElse(0.0);
  }

  private static long memory(PlannedCamera camera) {
    double kept = received(camera) * 1e6 / 8 * KEPT_SECONDS;
    return Math.round(kept + DECODER_BYTES + DECODER_BYTES_A_PIXEL * camera.stream().pixels());
  }

  private double picture(PlannedStream stream) {
    return between(stream.pixels(), small.picture(), large.picture());
  }

  private double key(PlannedStream stream) {
    return between(stream.pixels(), small.key(), large.key());
  }

  private double between(long pixels, double less, double more) {
    if (pixels <= small.pixels()) {
      return less * pixels / small.pixels();
    }
    double place = (double) (pixels - small.pixels()) / (large.pixels() - small.pixels());
    return less + place * Math.max(0, more - less);
  }
}
