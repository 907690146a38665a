package io.outpost.agent.restream;

import io.outpost.agent.ingest.AccessUnit;

/** Where the pictures of one stream are handed in. Thread-safe; returns at once. */
public interface Publisher {
  /** Serves one picture to all who view. */
  void publish(AccessUnit unit);

  /** No pictures come for now: who views stays, who comes waits for the next key picture. */
  void interrupt();
}
