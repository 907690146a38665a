package io.outpost.agent.line;

import io.outpost.agent.event.EventDraft;
import io.outpost.agent.evidence.LineMeans;
import io.outpost.agent.store.EventStore;

/**
 * What all cameras' lines share.
 *
 * @param store keeps what is told
 * @param load hears how the box fares, and says how far cameras spare it
 */
public record LineContext(LineMeans means, EventStore store, LoadWatch load) {
  /** Stores what is an event already, and returns at once. */
  public void storeLater(EventDraft draft) {
    means
        .rules()
        .execute(
            () -> {
              try {
                store.store(draft);
              } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
