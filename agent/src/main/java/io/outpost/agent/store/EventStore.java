package io.outpost.agent.store;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.OpenRecord;
import io.outpost.agent.outbox.Outbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where observations become events on the disk, and what cameras have open is kept.
 *
 * @param stopping counted down when the agent gives up on what cannot be stored
 */
public record EventStore(EventFactory events, Outbox outbox, CountDownLatch stopping) {
  private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /**
   * Returns when the observation is on the disk as an event. While the disk refuses it, it is tried
   * again: this holds up its camera, which is what must happen when nothing may be lost.
   */
  public void store(Camera camera, Observation observation) throws InterruptedException {
    store(events.draft(camera, observation));
  }

  /**
   * The same for several, together with what the camera has open after them: all or nothing.
   *
   * @param observations in their order, at least one
   */
  void store(Camera camera, List<Observation> observations, OpenRecord open)
      throws InterruptedException {
    List<EventDraft> drafts = observations.stream().map(it -> events.draft(camera, it)).toList();
    persist(camera.id(), () -> outbox.append(drafts, open));
  }

  /** Stores what a camera has open, if the disk takes it now: it is only that older otherwise. */
  void remember(Camera camera, OpenRecord open) throws InterruptedException {
    try {
      outbox.remember(camera.id(), open).get();
    } catch (ExecutionException refused) {
      LOG.warn(
          "what is open could not be stored camera={} message=\"{}\"",
          camera.id(),
          refused.getCause() == null ? refused.getMessage() : refused.getCause().getMessage());
    }
  }

  /** What a camera had open when that was stored last; empty for nothing. */
  String remembered(Camera camera) {
    return outbox.remembered(camera.id());
  }

  /** The stills that belong to it, by name; those that cannot be read are missing. */
  Map<String, byte[]> stills(Camera camera) {
    try {
      return outbox.stills(camera.id());
    } catch (IOException unreadable) {
      LOG.warn(
          "stills of what is open could not be read camera={} message=\"{}\"",
          camera.id(),
          unreadable.getMessage());
      return Map.of();
    }
  }

  /** The cameras that have something open, whether they are there or not. */
  Set<String> camerasWithOpen() {
    return outbox.camerasWithOpen();
  }

  /** Stores what is an event already, as an observation is. */
  public void store(EventDraft draft) throws InterruptedException {
    persist(draft.camera(), () -> outbox.append(draft));
  }

  private void persist(String camera, Supplier<? extends Future<?>> attempt)
      throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        attempt.get().get();
        return;
      } catch (ExecutionException refused) {
        LOG.error(
            "events could not be stored camera={} retryMillis={} message=\"{}\"; check the disk of the"
                + " state directory",
            camera,
            pause.toMillis(),
            refused.getCause() == null ? refused.getMessage() : refused.getCause().getMessage());
      }
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("events lost, the agent stops camera={}", camera);
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }
}
