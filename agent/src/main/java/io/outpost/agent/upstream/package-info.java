/**
 * Couriers that carry the outbox to sinks, in order, at least once.
 *
 * <p>Each sink has one courier on one thread: it looks at the oldest events that the sink has not
 * acknowledged, delivers them, and only then acknowledges. Whatever fails is tried again, later and
 * later, with full jitter, for ever. So a receiver gets every event, maybe some twice, always under
 * the same id, and images before the event that names them.
 *
 * <p>Left out on purpose: giving up on an event. A sink that refuses one holds up its queue,
 * visibly, until the outbox's quota decides.
 */
@NullMarked
package io.outpost.agent.upstream;

import org.jspecify.annotations.NullMarked;
