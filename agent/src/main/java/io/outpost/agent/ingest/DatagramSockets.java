package io.outpost.agent.ingest;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.random.RandomGenerator;

/**
 * Two bound sockets for datagrams: RTP, and RTCP one port above (RFC 3550 11). Whoever opens them
 * closes them.
 */
public record DatagramSockets(DatagramChannel rtp, DatagramChannel rtcp) {
  private static final int FIRST_PORT = 32_768;
  private static final int PORT_PAIRS = 14_000;
  private static final int MAX_ATTEMPTS = 64;

  /** Holds a key picture of a 4K camera that arrives in one burst. */
  private static final int BUFFER_BYTES = 1 << 20;

  /**
   * Binds a free pair, the even port for RTP.
   *
   * @throws IOException when none is found
   */
  public static DatagramSockets open(InetAddress local, RandomGenerator random) throws IOException {
    IOException last = new BindException("no attempt was made");
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      int port = FIRST_PORT + 2 * random.nextInt(PORT_PAIRS);
      try {
        return bind(local, port, port + 1);
      } catch (BindException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Binds to these ports; to a group's address, others may do so too. */
  static DatagramSockets bind(InetAddress address, int rtpPort, int rtcpPort) throws IOException {
    DatagramChannel rtp = bind(new InetSocketAddress(address, rtpPort));
    try {
      return new DatagramSockets(rtp, bind(new InetSocketAddress(address, rtcpPort)));
    } catch (IOException e) {
      rtp.close();
      throw e;
    }
  }

  private static DatagramChannel bind(InetSocketAddress address) throws IOException {
    boolean six = address.getAddress().getAddress().length > 4;
    DatagramChannel socket =
        DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      socket.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
      socket.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
      socket.setOption(
          StandardSocketOptions.SO_REUSEADDR, address.getAddress().isMulticastAddress());
      socket.bind(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
