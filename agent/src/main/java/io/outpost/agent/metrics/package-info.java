/**
 * The agent's figures about itself, on Micrometer, shown in Prometheus' format.
 *
 * <p>Rules for every meter: the name begins with {@code outpost.} and is written with dots; a unit
 * is a base unit (seconds, bytes) given as such, never part of a scaled name; there is a
 * description; labels are {@code camera}, {@code sink} and {@code reason} alone, a reason from an
 * enum, so that the number of series is bounded by what is registered. Every metric stands in
 * {@code deploy/metrics.md}; a test compares the page with the sources.
 *
 * <p>{@link io.outpost.agent.metrics.LoopProgress} is the other half of knowing that the agent is
 * well: a loop that has to go round says so, and liveness is that it does.
 */
@NullMarked
package io.outpost.agent.metrics;

import org.jspecify.annotations.NullMarked;
