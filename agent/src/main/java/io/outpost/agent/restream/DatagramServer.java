package io.outpost.agent.restream;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.outpost.agent.ingest.DatagramSockets;
import io.outpost.protocols.rtsp.PortPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The pair of ports that datagrams to all viewers are sent from. A viewer's receiver reports show
 * that it is still there. Thread-safe.
 */
final class DatagramServer implements AutoCloseable {
  /** A key picture is written whole before it is flushed, to each viewer: all of that must fit. */
  private static final int MAX_WAITING_BYTES = 16 << 20;

  private final NioDatagramChannel rtp;
  private final NioDatagramChannel rtcp;
  private final Map<InetSocketAddress, Runnable> viewers = new ConcurrentHashMap<>();

  private DatagramServer(EventLoopGroup loops, DatagramSockets sockets) {
    this.rtp = register(loops, sockets.rtp());
    this.rtcp = register(loops, sockets.rtcp());
  }

  /**
   * @throws IOException when no pair of ports is free
   */
  static DatagramServer open(EventLoopGroup loops, InetAddress local, RandomGenerator random)
      throws IOException {
    return new DatagramServer(loops, DatagramSockets.open(local, random));
  }

  private NioDatagramChannel register(EventLoopGroup loops, DatagramChannel socket) {
    NioDatagramChannel channel = new NioDatagramChannel(socket);
    channel
        .config()
        .setWriteBufferWaterMark(
            new WriteBufferWaterMark(MAX_WAITING_BYTES / 2, MAX_WAITING_BYTES));
    channel
        .pipeline()
        .addLast(
            new SimpleChannelInboundHandler<DatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                viewers.getOrDefault(packet.sender(), () -> {}).run();
              }
            });
    ChannelFuture unused = loops.register(channel);
    return channel;
  }

  PortPair ports() {
    return new PortPair(rtp.localAddress().getPort(), rtcp.localAddress().getPort());
  }

  /**
   * @param heard run, on any thread, whenever the viewer reports
   */
  PacketSink sink(InetAddress viewer, PortPair ports, Runnable heard) {
    InetSocketAddress media = new InetSocketAddress(viewer, ports.rtp());
    InetSocketAddress reports = new InetSocketAddress(viewer, ports.rtcp());
    viewers.put(reports, heard);
    return new PacketSink() {
      @Override
      public void begin(int sizeBytes) {
        // Every packet goes at once.
      }

      @Override
      public void add(Kind kind, byte[] buffer, int offset, int length) {
        NioDatagramChannel through = kind == Kind.RTP ? rtp : rtcp;
        if (!through.isWritable()) {
          return; // the network is full: a datagram that waits would only be late, and take memory
        }
        DatagramPacket packet =
            new DatagramPacket(
                Unpooled.copiedBuffer(buffer, offset, length), kind == Kind.RTP ? media : reports);
        ChannelFuture unused = through.write(packet);
      }

      @Override
      public void end() {
        rtp.flush();
        rtcp.flush();
      }

      @Override
      public void close() {
        viewers.remove(reports, heard);
      }
    };
  }

  @Override
  public void close() {
    ChannelFuture unusedRtp = rtp.close();
    ChannelFuture unusedRtcp = rtcp.close();
  }
}
