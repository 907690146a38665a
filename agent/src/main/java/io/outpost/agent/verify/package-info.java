/**
 * Whether events are all there and as they were made: those of an outbox, and those that receivers
 * have.
 *
 * <p>Every event bears a hash of itself and the hash of the event before it, camera by camera
 * ({@link io.outpost.agent.event.ChainLink}). {@link io.outpost.agent.verify.Chain} follows the
 * events of one camera and keeps what does not fit; it knows neither files nor outbox. {@link
 * io.outpost.agent.verify.Verification} gives each event to its chain and looks at its images.
 *
 * <p>What a chain can show: that an event was changed, that one is missing between two others, that
 * two changed places. What it cannot: that the last ones are missing, and that somebody has
 * computed all of it anew from some event on. For both, compare the last hash with one that was
 * noted elsewhere.
 *
 * <p>Omitted on purpose: signatures. A key that lies on the box proves nothing against whoever has
 * the box, and one that does not cannot sign there.
 */
@NullMarked
package io.outpost.agent.verify;

import org.jspecify.annotations.NullMarked;
