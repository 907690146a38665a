/**
 * The agent as a whole: its configuration, and the only place that wires the packages together.
 *
 * <p>{@link io.outpost.agent.Agent} starts the parts in the order in which they need each other and
 * stops them in the other direction. {@code Cameras} starts and stops one line for each camera that
 * is registered, as {@code Roster} finds them in {@code cameras.d/}. What stands here beside that
 * makes parts from what a person configured: settings, detectors, sinks, event loops.
 *
 * <p>What happens to a picture or an observation is decided nowhere here: a class that does that
 * belongs to the package of its stop on the way.
 */
@NullMarked
package io.outpost.agent;

import org.jspecify.annotations.NullMarked;
