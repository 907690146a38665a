/**
 * How well the agent sees, as a number: labelled clips are replayed, and what is told is held
 * against what a person saw.
 *
 * <p>{@link io.outpost.agent.evaluate.Truth} is read from a file and {@link
 * io.outpost.agent.evaluate.Told} from the events, as a receiver reads them; {@link
 * io.outpost.agent.evaluate.Outcome} compares the two, and knows neither clip nor worker. A {@link
 * io.outpost.agent.evaluate.Score} is one number of it.
 *
 * <p>Omitted on purpose: one number for all. A missed vehicle and a false one do not outweigh each
 * other, and what they cost is for the operator to say.
 */
@NullMarked
package io.outpost.agent.evaluate;

import org.jspecify.annotations.NullMarked;
