/**
 * One camera's line through the agent: access units through the gate to the vision worker, its
 * pictures to the rules, their observations to the store.
 *
 * <pre>
 * camera ─▶ CameraLine ─▶ LineWork ─▶ LineGate ─▶ LineBatches ─▶ worker
 *                            │ ▲                                   │
 *                            │ └──────── analysed pictures ────────┘
 *                            └─▶ LineRules ─▶ store
 * </pre>
 *
 * <p>{@link io.outpost.agent.line.CameraLine} is told of all that comes from a camera, and shows
 * how it is doing. {@link io.outpost.agent.line.LineWork} does one thing at a time, and holds the
 * lock: {@link io.outpost.agent.line.LineGate} says what is to be looked at, {@link
 * io.outpost.agent.line.LineBatches} what of that waits for the worker or is in its hands, both
 * under the lock; {@link io.outpost.agent.line.LineRules} runs without it, for it waits for stills
 * and for the disk, and is let in by the work alone. What the rules know nothing of, such as a
 * camera's own signals, is stored beside them ({@link io.outpost.agent.line.LineTold}).
 *
 * <p>{@link io.outpost.agent.line.LoadWatch} looks once a second how the box fares and has all
 * lines spare it. Its lock is taken before that of a line's work, never after; nothing is called
 * under the lock of a {@code CameraLine}.
 *
 * <p>Omitted on purpose: what decides (the gate, the rules, the ladder), which knows no thread; and
 * where pictures come from, for a line is told of them.
 */
@NullMarked
package io.outpost.agent.line;

import org.jspecify.annotations.NullMarked;
