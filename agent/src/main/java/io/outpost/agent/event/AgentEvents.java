package io.outpost.agent.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.event.Event.Priority;
import io.outpost.agent.gate.LoadLadder.Move;
import io.outpost.agent.gate.LoadSample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Events about the agent itself, in a sequence of their own. Where events bear a camera's id, in
 * topics and in the outbox, these bear {@link #SUBJECT}, which no camera can be called.
 */
public final class AgentEvents {
  /** A camera's id begins with a letter or digit. */
  public static final String SUBJECT = "_agent";

  private static final int SCALE = 3;

  private final String agent;
  private final Versions versions;

  /**
   * @param agent as in {@link EventFactory}
   */
  public AgentEvents(String agent, Versions versions) {
    this.agent = EventFactory.checkedAgent(agent);
    this.versions = versions;
  }

  /**
   * Work is shed, or taken up again.
   *
   * @param cameras how many run
   */
  public EventDraft moved(Move move, int cameras, Instant when) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("step", label(move.to()));
    data.put("level", move.to().level());
    data.put("before", label(move.from()));
    data.put("reason", label(move.reason()));
    LoadSample sample = move.sample();
    data.put("busyShare", rounded(sample.busyShare()));
    data.put("answerDelaySeconds", rounded(sample.answerDelay().toNanos() / 1e9));
    data.put("droppedPictures", sample.dropped());
    data.put("cameras", cameras);
    if (!versions.agent().isEmpty()) {
      data.put("agentVersion", versions.agent());
    }
    return new EventDraft(
        move.degrades() ? EventType.AGENT_DEGRADED : EventType.AGENT_RECOVERED,
        agent,
        SUBJECT,
        when,
        Priority.NORMAL,
        data,
        List.of());
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  private static String label(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
