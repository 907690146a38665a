/**
 * RTSP/1.0 (RFC 2326) without sockets: bytes in, messages and interleaved frames out; messages in,
 * actions out.
 *
 * <p>{@link io.outpost.protocols.rtsp.RtspDecoder} cuts the byte stream, {@link
 * io.outpost.protocols.rtsp.RtspClient} pulls one video track from a camera, {@link
 * io.outpost.protocols.rtsp.RtspServerConnection} serves streams to one viewer. None of them knows
 * a clock, a thread or a socket: whoever drives them does, and calls them from one thread.
 *
 * <p>URIs stay text as the camera wrote them: many are not valid by RFC 3986, and all that matters
 * is to hand them back. They never choose where to connect: every request goes down the connection
 * to the registered host.
 *
 * <p>Left out on purpose: RTSP 2.0, tunnelling through HTTP, recording, and SETUP of tracks that
 * are not video. What RTP-Info says about the first packet is read but never relied on: too many
 * cameras send zeroes, another track's URL, or nothing.
 */
@NullMarked
package io.outpost.protocols.rtsp;

import org.jspecify.annotations.NullMarked;
