/**
 * An ONVIF camera to test against, which can be given the bad habits of real ones.
 *
 * <p>{@link io.outpost.agent.testing.onvif.OnvifSimulator} answers by HTTP what {@link
 * io.outpost.agent.testing.onvif.Temper} says; {@link
 * io.outpost.agent.testing.onvif.DiscoveryResponder} answers WS-Discovery for any number of
 * devices. An independent client is held against both, so that they are no mirror of our own.
 */
@NullMarked
package io.outpost.agent.testing.onvif;

import org.jspecify.annotations.NullMarked;
