/** Clocks and capture times. The only package that asks the machine what time it is. */
@NullMarked
package io.outpost.agent.time;

import org.jspecify.annotations.NullMarked;
