package io.outpost.agent.ingest;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.outpost.protocols.rtsp.PortPair;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The two sockets on which one stream's RTP and RTCP datagrams arrive. What does not come from the
 * camera's own address is dropped. Lives on the stream's event loop; whoever opens it closes it.
 */
final class DatagramPorts implements AutoCloseable {
  private static final int FIRST_PORT = 32_768;
  private static final int PORT_PAIRS = 14_000;
  private static final int MAX_ATTEMPTS = 64;

  /** Holds a key picture of a 4K camera that arrives in one burst. */
  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

  private static final int MAX_DATAGRAM_BYTES = 65_535;

  private final NioDatagramChannel rtp;
  private final NioDatagramChannel rtcp;
  private @Nullable InetAddress camera;
  private @Nullable MediaReceiver receiver;
  private Optional<PortPair> cameraPorts = Optional.empty();

  private DatagramPorts(EventLoop loop, DatagramChannel rtp, DatagramChannel rtcp) {
    this.rtp = register(loop, rtp, false);
    this.rtcp = register(loop, rtcp, true);
  }

  /**
   * Binds a free pair, the even port for RTP (RFC 3550 11).
   *
   * @throws IOException when none is found
   */
  static DatagramPorts open(EventLoop loop, InetAddress local, RandomGenerator random)
      throws IOException {
    IOException last = new BindException("no attempt was made");
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      int port = FIRST_PORT + 2 * random.nextInt(PORT_PAIRS);
      try {
        return open(
            loop, new InetSocketAddress(local, port), new InetSocketAddress(local, port + 1));
      } catch (BindException e) {
        last = e;
      }
    }
    throw last;
  }

  private static DatagramPorts open(EventLoop loop, InetSocketAddress rtp, InetSocketAddress rtcp)
      throws IOException {
    DatagramChannel first = bind(rtp);
    try {
      return new DatagramPorts(loop, first, bind(rtcp));
    } catch (IOException e) {
      first.close();
      throw e;
    }
  }

  /**
   * Joins a group on the interface that the camera is reached through.
   *
   * @throws IOException when the address is no group or cannot be joined
   */
  static DatagramPorts join(EventLoop loop, InetAddress local, InetAddress group, PortPair ports)
      throws IOException {
    if (!group.isMulticastAddress()) {
      throw new IOException(group.getHostAddress() + " is no multicast group");
    }
    NetworkInterface through = NetworkInterface.getByInetAddress(local);
    if (through == null) {
      throw new IOException("no interface has the address " + local.getHostAddress());
    }
    // Bound to the group, so that other groups on the same port are not mistaken for it.
    DatagramChannel rtp = bind(new InetSocketAddress(group, ports.rtp()));
    try {
      DatagramChannel rtcp = bind(new InetSocketAddress(group, ports.rtcp()));
      try {
        rtp.join(group, through);
        rtcp.join(group, through);
        return new DatagramPorts(loop, rtp, rtcp);
      } catch (IOException e) {
        rtcp.close();
        throw e;
      }
    } catch (IOException e) {
      rtp.close();
      throw e;
    }
  }

  private static DatagramChannel bind(InetSocketAddress address) throws IOException {
    boolean group = address.getAddress().isMulticastAddress();
    boolean six = address.getAddress().getAddress().length > 4;
    DatagramChannel socket =
        DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      socket.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, group);
      socket.bind(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private NioDatagramChannel register(EventLoop loop, DatagramChannel socket, boolean reports) {
    NioDatagramChannel channel = new NioDatagramChannel(socket);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES));
    channel
        .pipeline()
        .addLast(
            new SimpleChannelInboundHandler<DatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                onDatagram(packet, reports);
              }
            });
    ChannelFuture unused = loop.register(channel);
    return channel;
  }

  private void onDatagram(DatagramPacket packet, boolean reports) {
    MediaReceiver media = receiver;
    if (media == null || !packet.sender().getAddress().equals(camera)) {
      return;
    }
    if (reports) {
      media.onRtcp(packet.content().nioBuffer());
    } else {
      media.onRtp(packet.content().nioBuffer());
    }
  }

  /** The numbers of the local ports. */
  PortPair ports() {
    return new PortPair(rtp.localAddress().getPort(), rtcp.localAddress().getPort());
  }

  /**
   * Starts to hand packets over.
   *
   * @param cameraPorts where they come from, if the camera said so
   */
  void receive(InetAddress from, Optional<PortPair> cameraPorts, MediaReceiver media) {
    this.camera = from;
    this.cameraPorts = cameraPorts;
    this.receiver = media;
    // Opens the way through a firewall that lets answers pass; the camera drops it as no RTP.
    send(rtp, cameraPorts.map(PortPair::rtp), new byte[] {0});
  }

  void sendRtcp(byte[] compound) {
    send(rtcp, cameraPorts.map(PortPair::rtcp), compound);
  }

  private void send(NioDatagramChannel through, Optional<Integer> port, byte[] bytes) {
    InetAddress to = camera;
    if (to == null || port.isEmpty() || port.get() == 0) {
      return;
    }
    ChannelFuture unused =
        through.writeAndFlush(
            new DatagramPacket(
                Unpooled.wrappedBuffer(bytes), new InetSocketAddress(to, port.get())));
  }

  @Override
  public void close() {
    receiver = null;
    ChannelFuture unusedRtp = rtp.close();
    ChannelFuture unusedRtcp = rtcp.close();
  }
}
