package io.outpost.agent.ingest;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.outpost.protocols.rtsp.PortPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The two sockets on which one stream's RTP and RTCP datagrams arrive. What does not come from the
 * camera's own address is dropped. Lives on the stream's event loop; whoever opens it closes it.
 */
final class DatagramPorts implements AutoCloseable {
  private static final int MAX_DATAGRAM_BYTES = 65_535;
  private static final int MAX_DATAGRAMS_TOGETHER = 16;

  private final NioDatagramChannel rtp;
  private final NioDatagramChannel rtcp;
  private @Nullable InetAddress camera;
  private @Nullable MediaReceiver receiver;
  private Optional<PortPair> cameraPorts = Optional.empty();

  private DatagramPorts(EventLoop loop, DatagramSockets sockets) {
    this.rtp = register(loop, sockets.rtp(), false);
    this.rtcp = register(loop, sockets.rtcp(), true);
  }

  /**
   * Binds a free pair.
   *
   * @throws IOException when none is found
   */
  static DatagramPorts open(EventLoop loop, InetAddress local, RandomGenerator random)
      throws IOException {
    return new DatagramPorts(loop, DatagramSockets.open(local, random));
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
    DatagramSockets sockets = DatagramSockets.bind(group, ports.rtp(), ports.rtcp());
    try {
      sockets.rtp().join(group, through);
      sockets.rtcp().join(group, through);
      return new DatagramPorts(loop, sockets);
    } catch (IOException e) {
      sockets.rtp().close();
      sockets.rtcp().close();
      throw e;
    }
  }

  private NioDatagramChannel register(EventLoop loop, DatagramChannel socket, boolean reports) {
    NioDatagramChannel channel = new NioDatagramChannel(socket);
    channel.config().setRecvByteBufAllocator(receivedTogether());
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

  /** Several at a time: one that fills no buffer does not mean that it was the last. */
  private static RecvByteBufAllocator receivedTogether() {
    return new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES)
        .respectMaybeMoreData(false)
        .maxMessagesPerRead(MAX_DATAGRAMS_TOGETHER);
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
