/**
 * An RTSP server: a camera is pulled once, and any number of viewers read from here.
 *
 * <p>A {@link io.outpost.agent.restream.LiveStream} takes access units from whoever publishes them
 * and hands them to its viewers; each viewer lives on an event loop of the server and starts at the
 * newest buffered key picture. A viewer that does not keep up is cut: it never holds the camera,
 * the publisher or another viewer back. Nothing is re-coded. {@link
 * io.outpost.agent.restream.Restreams} says what viewers may see of the agent's cameras.
 *
 * <p>The server binds to 127.0.0.1 unless it is told otherwise.
 */
@NullMarked
package io.outpost.agent.restream;

import org.jspecify.annotations.NullMarked;
