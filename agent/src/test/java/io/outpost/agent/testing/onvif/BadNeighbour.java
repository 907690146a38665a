package io.outpost.agent.testing.onvif;

import io.outpost.protocols.onvif.DiscoveryDialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** Sends the same datagrams to whoever asks who is there, and answers nothing. */
public final class BadNeighbour implements AutoCloseable {
  private final DatagramChannel listening;
  private final DatagramChannel sending;
  private final List<byte[]> datagrams;

  private BadNeighbour(NetworkInterface by, List<byte[]> datagrams) throws IOException {
    this.datagrams = List.copyOf(datagrams);
    listening = DatagramChannel.open(StandardProtocolFamily.INET);
    listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listening.bind(new InetSocketAddress(DiscoveryDialect.PORT));
    listening.join(InetAddress.getByName(DiscoveryDialect.MULTICAST_ADDRESS), by);
    sending = DatagramChannel.open(StandardProtocolFamily.INET);
    Thread thread = new Thread(this::serve, "bad-neighbour");
    thread.setDaemon(true);
    thread.start();
  }

  public static BadNeighbour open(NetworkInterface by, List<byte[]> datagrams) throws IOException {
    return new BadNeighbour(by, datagrams);
  }

  private void serve() {
    try {
      while (true) {
        SocketAddress asker = listening.receive(ByteBuffer.allocate(1));
        for (byte[] datagram : datagrams) {
          sending.send(ByteBuffer.wrap(datagram), asker);
        }
      }
    } catch (IOException closed) {
      // nobody is annoyed any more
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    sending.close();
  }
}
