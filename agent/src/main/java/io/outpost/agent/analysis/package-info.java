/** Tracks, face capture and lane occupation: pure Java on boxes and times. */
@NullMarked
package io.outpost.agent.analysis;

import org.jspecify.annotations.NullMarked;
