/**
 * A clip analysed as the agent would analyse a camera, as fast as the machine can.
 *
 * <p>A {@link io.outpost.agent.replay.Replay} calls one after another, on one thread, what a
 * camera's line calls when pictures come: worker, rules, stills and clips. So the same clip and
 * camera file give the same bytes, on any machine. {@link io.outpost.agent.replay.ClipWorker} holds
 * the vision workers, for one replay or for many.
 *
 * <p>Omitted on purpose: the gate, for nothing is to be missed; network, outbox and couriers; the
 * clock.
 */
@NullMarked
package io.outpost.agent.replay;

import org.jspecify.annotations.NullMarked;
