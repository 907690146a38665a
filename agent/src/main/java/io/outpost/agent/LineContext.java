package io.outpost.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.VisionWorkers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all cameras' lines share.
 *
 * @param rules runs tracks and rules; a few threads
 * @param load hears how the box fares, and says how far cameras spare it
 * @param stopping counted down when the agent gives up on what cannot be stored
 */
record LineContext(
    VisionWorkers vision,
    EventFactory events,
    Outbox outbox,
    Executor rules,
    TimeSource time,
    MeterRegistry metrics,
    CountDownLatch stopping,
    Buffers buffers,
    LoadWatch load) {
  /**
   * What may be kept of coded pictures.
   *
   * @param bytesPerCamera most of one camera, before and beside what waits for the worker
   * @param budget of all
   */
  record Buffers(long bytesPerCamera, BufferBudget budget) {}

  private static final Logger LOG = LoggerFactory.getLogger(LineContext.class);

  /** Five looks a second: a dwell of 400 ms is seen by at least two of them. */
  static final Duration ANALYSIS_INTERVAL = Duration.ofMillis(200);

  /** Coded pictures are kept this long: two groups of pictures, and what leads up to an event. */
  static final Duration KEPT = Duration.ofSeconds(10);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /**
   * Returns when the observation is on the disk as an event. While the disk refuses it, it is tried
   * again: this holds up its camera, which is what must happen when nothing may be lost.
   */
  void store(Camera camera, Observation observation) throws InterruptedException {
    store(camera, observation, Optional.empty());
  }

  /**
   * The same, together with what the camera has open after it.
   *
   * @param open empty to leave that as it is
   */
  void store(Camera camera, Observation observation, Optional<String> open)
      throws InterruptedException {
    store(events.draft(camera, observation), open);
  }

  /** Stores what a camera has open, if the disk takes it now: it is only that older otherwise. */
  void remember(Camera camera, String open) throws InterruptedException {
    try {
      outbox.remember(camera.id(), open).get();
    } catch (ExecutionException refused) {
      LOG.warn(
          "what is open could not be stored camera={} message=\"{}\"",
          camera.id(),
          refused.getCause() == null ? refused.getMessage() : refused.getCause().getMessage());
    }
  }

  /** Stores what is an event already, and returns at once. */
  void storeLater(EventDraft draft) {
    rules.execute(
        () -> {
          try {
            store(draft, Optional.empty());
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void store(EventDraft draft, Optional<String> open) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        (open.isPresent() ? outbox.append(draft, open.get()) : outbox.append(draft)).get();
        return;
      } catch (ExecutionException refused) {
        LOG.error(
            "event could not be stored camera={} retryMillis={} message=\"{}\"; check the disk of the"
                + " state directory",
            draft.camera(),
            pause.toMillis(),
            refused.getCause() == null ? refused.getMessage() : refused.getCause().getMessage());
      }
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("event lost, the agent stops camera={}", draft.camera());
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }
}
