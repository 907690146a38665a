package io.outpost.agent.analysis;

import java.util.ArrayList;
import java.util.List;

/** What a camera has told the beginning of and not the end, and what is about to begin. */
public record OpenState(List<OpenStay> stays, List<OpenQueue> queues) {
  public static final OpenState NONE = new OpenState(List.of(), List.of());

  public OpenState {
    stays = List.copyOf(stays);
    queues = List.copyOf(queues);
  }

  /** The ends of what was told the beginning of, as it was seen last, where nobody looks again. */
  public List<Observation> ended() {
    List<Observation> ended = new ArrayList<>();
    stays.stream().filter(OpenStay::began).map(OpenStay::ended).forEach(ended::add);
    queues.stream().map(OpenQueue::ended).forEach(ended::add);
    return ended;
  }

  public boolean isEmpty() {
    return stays.isEmpty() && queues.isEmpty();
  }
}
