package io.outpost.agent.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.VisionWorkers;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What all cameras' lines work with.
 *
 * @param rules runs tracks and rules, and makes clips; a few threads, which may be blocked
 */
public record LineMeans(
    VisionWorkers vision, Executor rules, TimeSource time, MeterRegistry metrics, Buffers buffers) {
  /** Coded pictures are kept this long: two groups of pictures, and what leads up to an event. */
  public static final Duration KEPT = Duration.ofSeconds(10);

  /**
   * What may be kept of coded pictures.
   *
   * @param bytesPerCamera most of one camera, before and beside what waits for the worker
   * @param budget of all
   */
  public record Buffers(long bytesPerCamera, BufferBudget budget) {}
}
