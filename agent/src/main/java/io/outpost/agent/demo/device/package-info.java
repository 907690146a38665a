/**
 * An ONVIF camera without a camera, so that registering one can be practised anywhere.
 *
 * <p>{@link io.outpost.agent.demo.device.SimulatedDevice} knows the answers, {@link
 * io.outpost.agent.demo.device.OnvifCamera} gives them by HTTP, {@link
 * io.outpost.agent.demo.device.DiscoveryResponder} lets it be found. All three go by the book. The
 * bad habits of real cameras are put on top of the same answers by the tests.
 */
@NullMarked
package io.outpost.agent.demo.device;

import org.jspecify.annotations.NullMarked;
