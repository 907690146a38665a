/**
 * HTTP for machines: metrics, health, and the state of the cameras.
 *
 * <p>Bound to the loopback address unless told otherwise. It shows states and numbers, never
 * configuration.
 */
@NullMarked
package io.outpost.agent.console;

import org.jspecify.annotations.NullMarked;
