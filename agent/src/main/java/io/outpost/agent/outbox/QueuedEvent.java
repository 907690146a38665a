package io.outpost.agent.outbox;

import io.outpost.agent.event.Event;
import java.time.Instant;

/**
 * An event and its place in the outbox.
 *
 * @param position grows from event to event, of all cameras; never given twice
 * @param stored when it was stored, by the agent's clock
 */
public record QueuedEvent(long position, Instant stored, Event event) {}
