/** The agent as a whole: its configuration, and the only place that wires the packages together. */
@NullMarked
package io.outpost.agent;

import org.jspecify.annotations.NullMarked;
