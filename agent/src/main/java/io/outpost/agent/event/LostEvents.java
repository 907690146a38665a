package io.outpost.agent.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.event.Event.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stored events of one camera that are lost. It is told to receivers as an event of its own, in the
 * place of what is lost: its sequence is {@code last}. A receiver may have got some of the events
 * before they were lost.
 *
 * @param first sequence of the first lost event
 * @param last sequence of the last lost event
 * @param previous {@link ChainHash} of the event before the first; empty when that is not known
 */
public record LostEvents(
    String camera, long first, long last, Reason reason, Optional<String> previous) {
  public LostEvents {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("lost events " + first + " to " + last + " of " + camera);
    }
  }

  /** Of which is not known what was before them. */
  public LostEvents(String camera, long first, long last, Reason reason) {
    this(camera, first, last, reason, Optional.empty());
  }

  /** As a later event of the camera says it. */
  public LostRange range() {
    return new LostRange(first, last, previous);
  }

  /** Why they are lost. */
  public enum Reason {
    /** The outbox was full. */
    QUOTA("quota"),
    /** The disk gave back other bytes than were written. */
    DAMAGE("damage");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** As it stands in events and metrics. */
    public String label() {
      return label;
    }
  }

  /**
   * The event that tells it.
   *
   * @param agent as in {@link EventFactory}
   * @param noticed when the loss was noticed
   */
  public Event toEvent(String agent, Incarnation incarnation, Instant noticed) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("firstSequence", first);
    data.put("lastSequence", last);
    data.put("reason", reason.label());
    return new EventDraft(
            EventType.EVENTS_LOST,
            EventFactory.checkedAgent(agent),
            camera,
            noticed,
            Priority.HIGH,
            data,
            List.of())
        .withId(
            incarnation + "-" + camera + "-lost-" + first + "-" + last,
            last,
            new ChainLink(previous, List.of()));
  }
}
