package io.outpost.agent.analysis;

import java.util.List;

/** What a camera has told the beginning of and not the end, and what is about to begin. */
public record OpenState(List<OpenStay> stays, List<OpenQueue> queues) {
  public static final OpenState NONE = new OpenState(List.of(), List.of());

  public OpenState {
    stays = List.copyOf(stays);
    queues = List.copyOf(queues);
  }

  public boolean isEmpty() {
    return stays.isEmpty() && queues.isEmpty();
  }
}
