/**
 * One camera's line through the agent: access units through the gate to the vision worker, its
 * pictures to the rules, their observations to the store.
 *
 * <p>A {@link io.outpost.agent.line.CameraLine} holds the order and the one lock. Access units
 * arrive on an event loop and wait in the {@link io.outpost.agent.line.Backlog}, bounded in bytes;
 * one batch at a time is with the worker or with the rules, so that the rules run serially and can
 * still ask for stills of the pictures they are looking at, and a busy camera never has more than
 * one batch in the worker's queue. {@link io.outpost.agent.line.GateAudit} looks now and then at
 * what the gate called quiet.
 *
 * <p>{@link io.outpost.agent.line.LoadWatch} looks once a second how the box fares and has all
 * lines spare it. Its lock is taken before a line's, never after.
 *
 * <p>Omitted on purpose: what decides (the gate, the rules, the ladder), which knows no thread; and
 * where pictures come from, for a line is told of them.
 */
@NullMarked
package io.outpost.agent.line;

import org.jspecify.annotations.NullMarked;
