package io.outpost.agent.outbox;

import io.outpost.agent.event.ChainHash;
import io.outpost.agent.event.ChainLink;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.event.LostRange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the events of one commit their places, and links each to the one before it. It is stored
 * with them, in the same transaction, and counts for what comes later only once that is done.
 */
final class Numbering {
  private final OutboxState state;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, String> heads = new HashMap<>();
  private final Map<String, List<LostRange>> told = new HashMap<>();

  Numbering(OutboxState state) {
    this.state = state;
  }

  Event number(EventDraft draft) {
    String camera = draft.camera();
    long sequence = 1 + sequences.getOrDefault(camera, state.sequences().getOrDefault(camera, 0L));
    String before = heads.getOrDefault(camera, state.heads().getOrDefault(camera, ""));
    ChainLink link =
        new ChainLink(before.isEmpty() ? Optional.empty() : Optional.of(before), lost(camera));
    Event event = draft.number(state.incarnation(), sequence, link);
    sequences.put(camera, sequence);
    heads.put(camera, ChainHash.of(event.json()));
    return event;
  }

  private List<LostRange> lost(String camera) {
    List<LostRange> before = told.computeIfAbsent(camera, name -> new ArrayList<>());
    List<LostRange> next =
        state.lost(camera).stream()
            .filter(range -> !before.contains(range))
            .limit(ChainLink.MAX_LOST)
            .toList();
    before.addAll(next);
    return next;
  }

  /** By camera, the last sequence that was given. */
  Map<String, Long> sequences() {
    return sequences;
  }

  /** Within the transaction that stores the events. */
  void store(Segment segment) throws SQLException {
    for (Map.Entry<String, Long> entry : sequences.entrySet()) {
      segment.put(OutboxState.sequenceName(entry.getKey()), entry.getValue().toString());
    }
    for (Map.Entry<String, String> entry : heads.entrySet()) {
      segment.put(OutboxState.headName(entry.getKey()), entry.getValue());
    }
    for (Map.Entry<String, List<LostRange>> entry : told.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        segment.put(OutboxState.lostName(entry.getKey()), ChainLink.text(left(entry.getKey())));
      }
    }
  }

  /** What is lost and still to be told; more may have been lost since these were numbered. */
  private List<LostRange> left(String camera) {
    List<LostRange> left = new ArrayList<>(state.lost(camera));
    left.removeAll(told.getOrDefault(camera, List.of()));
    return left;
  }

  /** The transaction is done. */
  void count() {
    state.sequences().putAll(sequences);
    state.heads().putAll(heads);
    told.forEach(
        (camera, ranges) -> {
          if (!ranges.isEmpty()) {
            state.setLost(camera, left(camera));
          }
        });
  }
}
