/**
 * Which pictures of a camera are worth decoding, and which of those worth a detector.
 *
 * <p>A quiet camera costs its key pictures alone: {@link io.outpost.agent.gate.MotionModel}
 * compares each with what the scene has looked like, and {@link io.outpost.agent.gate.ActivityGate}
 * keeps the coded pictures in between until something has moved. Then they are decoded after all,
 * from the group of pictures before the one that showed it, so that a body is seen from where it
 * came in. {@link io.outpost.agent.gate.LoadLadder} says how far cameras are spared while the box
 * does not keep up. The model runs in the vision worker, beside the decoder; the gate in the agent.
 * Neither reads a clock.
 *
 * <p>{@link io.outpost.agent.gate.BodyFinder} goes by the same small pictures and the same tiles,
 * but answers another question: what hides the ground of a lane, and has no name.
 */
@NullMarked
package io.outpost.agent.gate;

import org.jspecify.annotations.NullMarked;
