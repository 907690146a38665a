/**
 * From observations to events on the disk, and what a camera has open between two of them.
 *
 * <p>{@link io.outpost.agent.store.EventStore} makes an event of each observation and returns when
 * the outbox has it; while the disk refuses, it tries again, which holds up that camera alone.
 * {@link io.outpost.agent.store.OpenEvents} has one line's observations stored together with what
 * is open after them, so that a killed agent neither forgets a beginning nor tells an end twice.
 * {@link io.outpost.agent.store.AbandonedEvents} ends what cameras had open that are no more.
 *
 * <p>Everything here blocks for the disk and is called by threads that may; a line calls serially.
 * Omitted on purpose: how events are written and kept, which is {@code event} and {@code outbox},
 * and what is open, which the rules know.
 */
@NullMarked
package io.outpost.agent.store;

import org.jspecify.annotations.NullMarked;
