/**
 * Events as they leave the box.
 *
 * <p>An observation becomes an {@link io.outpost.agent.event.EventDraft} where it is made, and an
 * {@link io.outpost.agent.event.Event} where it gets its place in its camera's sequence: in the
 * outbox, or in a replay. From then on its bytes are fixed. They are a CloudEvents 1.0 JSON object
 * in structured mode on one line; the schemas of its {@code data} are published beside this package
 * under {@code schema/}, one for each type, and name every field there is.
 *
 * <p>The same observation, incarnation and sequence give the same bytes on every machine: keys have
 * a fixed order, and numbers are decimals of at most six places.
 *
 * <p>Left out on purpose: anything that says who somebody is or what kind of person.
 */
@NullMarked
package io.outpost.agent.event;

import org.jspecify.annotations.NullMarked;
