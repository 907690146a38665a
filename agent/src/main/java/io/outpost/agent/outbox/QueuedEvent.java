package io.outpost.agent.outbox;

import io.outpost.agent.event.Event;

/**
 * An event and its place in the outbox.
 *
 * @param position grows from event to event, of all cameras; never given twice
 */
public record QueuedEvent(long position, Event event) {}
