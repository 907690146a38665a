/**
 * An ONVIF camera to test against, which can be given the bad habits of real ones.
 *
 * <p>What it answers by the book is {@link io.outpost.agent.demo.device.SimulatedDevice}, which the
 * demonstration serves too; {@link io.outpost.agent.testing.onvif.OnvifSimulator} spoils it as
 * {@link io.outpost.agent.testing.onvif.Temper} says. An independent client is held against it, so
 * that it is no mirror of our own.
 */
@NullMarked
package io.outpost.agent.testing.onvif;

import org.jspecify.annotations.NullMarked;
