/**
 * ONVIF without sockets: what to send to a camera, and what its answers mean.
 *
 * <p>An {@link io.outpost.protocols.onvif.Operation} is one question of a service: it writes the
 * body of an HTTP POST and reads the body that comes back into a value. {@link
 * io.outpost.protocols.onvif.DeviceService}, {@link io.outpost.protocols.onvif.Media2Service},
 * {@link io.outpost.protocols.onvif.MediaService}, {@link io.outpost.protocols.onvif.PtzService}
 * and {@link io.outpost.protocols.onvif.EventService} make them. {@link
 * io.outpost.protocols.onvif.SoapHeader} carries who asks ({@link
 * io.outpost.protocols.onvif.UsernameToken}) and whom ({@link
 * io.outpost.protocols.onvif.Addressing}); authentication by HTTP is {@code protocols.http}'s.
 *
 * <p>A camera that refuses ends in a {@link io.outpost.protocols.onvif.SoapFaultException},
 * whatever the HTTP status; what is no answer ends in a {@link
 * io.outpost.protocols.ProtocolException}. Where cameras leave out what the WSDL demands, values
 * are empty rather than errors, as long as the rest is of use.
 *
 * <p>Addresses stay text as the camera wrote them. None may be used before {@link
 * io.outpost.protocols.onvif.AddressPolicy} has seen it: it lets requests go to the registered host
 * alone.
 *
 * <p>A {@link io.outpost.protocols.onvif.Notification} means to us a {@link
 * io.outpost.protocols.onvif.CameraSignal}: motion, tampering, an input, or something else. {@link
 * io.outpost.protocols.onvif.StreamChoice} says which profiles are main and sub. {@link
 * io.outpost.protocols.onvif.Probe} asks who is there, {@link
 * io.outpost.protocols.onvif.DiscoveryMessage} reads who answers.
 *
 * <p>Time, nonces and message ids come in as arguments. Lists and texts from the network have named
 * maxima here, documents in {@link io.outpost.protocols.xml.XmlLimits}.
 *
 * <p>Left out on purpose: whatever changes a camera (moving it, setting its clock, its encoder or
 * its users), topic filters, base notification by callback, analytics and metadata streams.
 */
@NullMarked
package io.outpost.protocols.onvif;

import org.jspecify.annotations.NullMarked;
