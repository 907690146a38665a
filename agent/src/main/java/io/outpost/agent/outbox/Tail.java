package io.outpost.agent.outbox;

import java.util.List;

/** Reads the events that are kept, delivered or not, while an agent may be writing them. */
@SuppressWarnings("DoNotCallSuggester")
public final class Tail {
  Tail() {}

  /**
   * The events after those returned before; empty if there are no more for now.
   *
   * @param max at most so many
   */
  public List<QueuedEvent> next(int max) throws java.io.IOException {
    throw new UnsupportedOperationException();
  }
}
