package io.outpost.agent.line;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.store.EventStore;
import java.util.function.Consumer;

/**
 * What one camera's line tells beside its rules: what the camera noticed by itself, presence,
 * clips. Thread-safe.
 */
final class LineTold {
  private final Camera camera;
  private final EventStore store;
  private final Consumer<Observation> onStored;

  /**
   * @param onStored told of each observation of the line when it is stored; returns at once
   */
  LineTold(Camera camera, EventStore store, Consumer<Observation> onStored) {
    this.camera = camera;
    this.store = store;
    this.onStored = onStored;
  }

  /** Returns when it is stored, which may take as long as the disk refuses it. */
  void tell(Observation observation) {
    try {
      store.store(camera, observation);
      stored(observation);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Somebody else has stored it. */
  void stored(Observation observation) {
    onStored.accept(observation);
  }
}
