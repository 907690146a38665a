package io.outpost.protocols.rtsp;

import io.outpost.protocols.sdp.VideoTrack;
import java.util.List;

/** What the driver of a client has to do next, in the order given. */
public sealed interface ClientAction {
  /** Write this to the connection. */
  record Send(RtspMessage message) implements ClientAction {}

  /** Bind a pair of datagram ports and report them by {@link RtspClient#onPorts}. */
  record OpenPorts() implements ClientAction {}

  /**
   * Be ready for packets of this track; PLAY follows.
   *
   * @param refused transports that the camera refused before
   */
  record Receive(VideoTrack track, TransportHeader transport, List<LowerTransport> refused)
      implements ClientAction {}

  /** The camera agreed to send. */
  record Playing(List<RtpInfo> rtpInfo) implements ClientAction {}

  /** Close the connection; nothing follows. */
  record Fail(ClientFailure failure) implements ClientAction {}

  /** TEARDOWN was answered: close the connection; nothing follows. */
  record Finish() implements ClientAction {}
}
