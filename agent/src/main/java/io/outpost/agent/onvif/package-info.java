/**
 * Asks cameras about themselves by ONVIF, and listens to what they notice.
 *
 * <p>{@link io.outpost.agent.onvif.SoapPost} carries one request by HTTP; {@link
 * io.outpost.agent.onvif.DeviceSession} makes it one that the camera accepts, by its clock and the
 * proof of the password that it asks for; {@link io.outpost.agent.onvif.CameraDescriber} puts the
 * answers together; {@link io.outpost.agent.onvif.Discovery} finds cameras on a network; {@link
 * io.outpost.agent.onvif.EventSubscription} listens.
 *
 * <p>Requests go to the host that was registered and nowhere else, whatever the camera writes into
 * an address, and redirects are not followed. An answer is bounded in bytes, depth and time. The
 * wire formats are in {@code protocols.onvif}.
 */
@NullMarked
package io.outpost.agent.onvif;

import org.jspecify.annotations.NullMarked;
