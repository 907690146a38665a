/** Couriers that carry the outbox to sinks, in order, at least once. */
@NullMarked
package io.outpost.agent.upstream;

import org.jspecify.annotations.NullMarked;
