package io.outpost.agent.outbox;

import io.outpost.agent.event.ChainHash;
import io.outpost.agent.event.ChainLink;
import io.outpost.agent.event.Event.Priority;
import io.outpost.agent.event.LostEvents;
import io.outpost.agent.event.LostEvents.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the chains of events say of losses: the next event of a camera confirms what it has lost,
 * and which event was before that. The writer's thread only.
 */
final class Losses {
  private static final Logger log = LoggerFactory.getLogger(Losses.class);

  private final Segments segments;

  Losses(Segments segments) {
    this.segments = segments;
  }

  /** Losses that were told of; whether an event has confirmed them went with the newest state. */
  List<LostEvents> told() throws IOException {
    List<LostEvents> losses = new ArrayList<>();
    for (Segment segment : segments.all()) {
      try {
        for (Row row : segment.rows("WHERE priority = " + Priority.HIGH.level())) {
          if (row.isIntact()) {
            losses.add(
                new LostEvents(
                    row.camera(), row.first(), row.sequence(), Reason.DAMAGE, before(row)));
          }
        }
      } catch (StoreException e) {
        log.warn("losses cannot be confirmed segment={} reason={}", e.segment(), e.getMessage());
      }
    }
    return losses;
  }

  /**
   * To be called before events are lost: the next event of their camera will confirm it. If the
   * loss does not come about after all, it names some that are not lost, which does no harm.
   */
  void announce(List<LostEvents> losses) throws IOException {
    if (losses.isEmpty()) {
      return;
    }
    Set<String> cameras = new TreeSet<>();
    for (LostEvents loss : losses) {
      segments.state().addLost(loss.camera(), loss.range());
      cameras.add(loss.camera());
    }
    Segment active = segments.active();
    try {
      active.transaction(
          () -> {
            for (String camera : cameras) {
              active.put(
                  OutboxState.lostName(camera), ChainLink.text(segments.state().lost(camera)));
            }
          });
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.FULL) {
        throw e;
      }
      // Room is what is being made. It is known here, and stored with the next event.
      log.warn("losses are not written down yet cameras={}", cameras);
    }
  }

  /** Losses that the row's event confirmed; where it is damaged, all that may be. */
  List<LostEvents> confirmedBy(Row row) throws IOException {
    if (!row.isIntact()) {
      return told();
    }
    return row.link().lost().stream()
        .map(
            range ->
                new LostEvents(
                    row.camera(), range.first(), range.last(), Reason.QUOTA, range.previous()))
        .toList();
  }

  /** The hash of the event before that of the row, which may be damaged. */
  Optional<String> before(Row row) throws IOException {
    return row.isIntact() ? row.link().previous() : hash(row.camera(), row.first() - 1);
  }

  /** The hash of an event that is kept, if it can be read: for this alone nothing fails. */
  Optional<String> hash(String camera, long sequence) throws IOException {
    for (Segment segment : segments.all()) {
      try {
        Optional<Row> found = segment.event(camera, sequence).filter(Row::isIntact);
        if (found.isPresent()) {
          return found.map(row -> ChainHash.of(row.json()));
        }
      } catch (StoreException e) {
        log.warn("no hash of an event camera={} reason={}", camera, e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Where the state does not tell what a camera's last event was, that event may. */
  void findHeads() throws IOException {
    for (Map.Entry<String, Long> entry : segments.state().sequences().entrySet()) {
      if (!segments.state().heads().containsKey(entry.getKey())) {
        hash(entry.getKey(), entry.getValue())
            .ifPresent(hash -> segments.state().heads().put(entry.getKey(), hash));
      }
    }
  }
}
