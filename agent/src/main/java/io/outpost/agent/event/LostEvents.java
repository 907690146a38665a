package io.outpost.agent.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.event.Event.Priority;
import java.time.Instant;
import java.util.List;

/**
 * Stored events of one camera that are lost. It is told to receivers as an event of its own, in the
 * place of what is lost: its sequence is {@code last}. A receiver may have got some of the events
 * before they were lost.
 *
 * @param first sequence of the first lost event
 * @param last sequence of the last lost event
 */
public record LostEvents(String camera, long first, long last, Reason reason) {
  public LostEvents {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("lost events " + first + " to " + last + " of " + camera);
    }
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
        .withId(incarnation + "-" + camera + "-lost-" + first + "-" + last, last);
  }
}
