package io.outpost.protocols.rtsp;

/** What the driver of a server connection has to do next, in the order given. */
public sealed interface ServerAction {
  /** Write this to the connection. */
  record Respond(RtspResponse response) implements ServerAction {}

  /**
   * Send packets of a stream from now on.
   *
   * @param path as the catalogue knows it
   * @param ssrc to put into them
   */
  record Start(String path, TransportHeader transport, int ssrc) implements ServerAction {}

  /**
   * Answer nothing until the stream is described or its time is over, then call {@link
   * RtspServerConnection#resume}.
   *
   * @param path as the catalogue knows it
   */
  record Await(String path) implements ServerAction {}

  /** Send no more packets. */
  record Stop() implements ServerAction {}
}
