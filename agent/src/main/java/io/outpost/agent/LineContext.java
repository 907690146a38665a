package io.outpost.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.VisionWorkers;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What all cameras' lines share.
 *
 * @param store keeps what is told
 * @param rules runs tracks and rules; a few threads
 * @param load hears how the box fares, and says how far cameras spare it
 */
record LineContext(
    VisionWorkers vision,
    EventStore store,
    Executor rules,
    TimeSource time,
    MeterRegistry metrics,
    Buffers buffers,
    LoadWatch load) {
  /**
   * What may be kept of coded pictures.
   *
   * @param bytesPerCamera most of one camera, before and beside what waits for the worker
   * @param budget of all
   */
  record Buffers(long bytesPerCamera, BufferBudget budget) {}

  /** Five looks a second: a dwell of 400 ms is seen by at least two of them. */
  static final Duration ANALYSIS_INTERVAL = Duration.ofMillis(200);

  /** Coded pictures are kept this long: two groups of pictures, and what leads up to an event. */
  static final Duration KEPT = Duration.ofSeconds(10);

  /** Stores what is an event already, and returns at once. */
  void storeLater(EventDraft draft) {
    rules.execute(
        () -> {
          try {
            store.store(draft);
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
