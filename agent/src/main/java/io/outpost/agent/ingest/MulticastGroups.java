package io.outpost.agent.ingest;

import io.netty.channel.EventLoop;
import io.outpost.protocols.rtsp.PortPair;
import io.outpost.protocols.rtsp.TransportHeader;
import io.outpost.protocols.sdp.VideoTrack;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** Finds the group that a camera sends to. */
final class MulticastGroups {
  private MulticastGroups() {}

  /** The group of the answer to SETUP, or that of the session description where it names none. */
  static DatagramPorts join(
      EventLoop loop, InetAddress local, VideoTrack track, TransportHeader transport)
      throws IOException {
    String group =
        transport
            .destination()
            .or(() -> track.connection().map(MulticastGroups::withoutTimeToLive))
            .orElse("");
    Optional<PortPair> ports =
        transport
            .groupPorts()
            .or(() -> transport.clientPorts())
            .or(
                () ->
                    track.port() == 0
                        ? Optional.empty()
                        : Optional.of(new PortPair(track.port(), track.port() + 1)));
    // Only a literal: a name would have to be looked up, which blocks.
    if (ports.isEmpty() || !group.matches("[0-9.]+|[0-9a-fA-F:.]+")) {
      throw new IOException("the camera names no multicast group, found \"" + group + "\"");
    }
    return DatagramPorts.join(loop, local, InetAddress.getByName(group), ports.get());
  }

  private static String withoutTimeToLive(String connection) {
    int slash = connection.indexOf('/');
    return slash < 0 ? connection : connection.substring(0, slash);
  }
}
