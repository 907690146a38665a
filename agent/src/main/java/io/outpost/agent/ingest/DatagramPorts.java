package io.outpost.agent.ingest;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioTask;
import io.netty.util.concurrent.FastThreadLocal;
import io.outpost.protocols.rtsp.PortPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The two sockets on which one stream's RTP and RTCP datagrams arrive. What does not come from the
 * camera's own address is dropped; its port may be any, for cameras send from others than they say.
 * Lives on the stream's event loop; whoever opens it closes it.
 *
 * <p>The loop reads the sockets itself, into one buffer that all its streams share: a datagram
 * costs no garbage, where a channel of Netty's makes a packet, a buffer and an address of each.
 */
final class DatagramPorts implements AutoCloseable {
  private static final int MAX_DATAGRAM_BYTES = 65_535;
  private static final int MAX_DATAGRAMS_TOGETHER = 16;

  private static final FastThreadLocal<ByteBuffer> BUFFER =
      new FastThreadLocal<>() {
        @Override
        protected ByteBuffer initialValue() {
          return ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
        }
      };

  private final DatagramSockets sockets;
  private @Nullable InetAddress camera;
  private @Nullable MediaReceiver receiver;
  private Optional<PortPair> cameraPorts = Optional.empty();
  private Consumer<Throwable> failed = cause -> {};

  private DatagramPorts(EventLoop loop, DatagramSockets sockets) throws IOException {
    this.sockets = sockets;
    register(loop, sockets.rtp(), false);
    register(loop, sockets.rtcp(), true);
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

  private void register(EventLoop loop, DatagramChannel socket, boolean reports)
      throws IOException {
    socket.configureBlocking(false);
    NioTask<DatagramChannel> reading =
        new NioTask<>() {
          @Override
          public void channelReady(DatagramChannel ready, SelectionKey key) throws IOException {
            read(ready, reports);
          }

          @Override
          public void channelUnregistered(DatagramChannel gone, @Nullable Throwable cause) {
            if (cause != null) {
              failed.accept(cause);
            }
          }
        };
    ((NioEventLoop) loop).register(socket, SelectionKey.OP_READ, reading);
  }

  /** Several at a time, but no camera keeps the loop from the others. */
  private void read(DatagramChannel socket, boolean reports) throws IOException {
    ByteBuffer buffer = BUFFER.get();
    for (int i = 0; i < MAX_DATAGRAMS_TOGETHER && socket.isOpen(); i++) {
      buffer.clear();
      InetSocketAddress from = (InetSocketAddress) socket.receive(buffer);
      if (from == null) {
        return;
      }
      MediaReceiver media = receiver;
      if (media == null || !from.getAddress().equals(camera)) {
        continue;
      }
      buffer.flip();
      if (reports) {
        media.onRtcp(buffer);
      } else {
        media.onRtp(buffer);
      }
    }
  }

  /**
   * The numbers of the local ports.
   *
   * @throws IOException when the sockets are closed
   */
  PortPair ports() throws IOException {
    return new PortPair(port(sockets.rtp()), port(sockets.rtcp()));
  }

  private static int port(DatagramChannel socket) throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  /**
   * Starts to hand packets over.
   *
   * @param ports where they come from, if the camera said so
   * @param onFailed hears why nothing more will come
   */
  void receive(
      InetAddress from,
      Optional<PortPair> ports,
      MediaReceiver media,
      Consumer<Throwable> onFailed) {
    this.camera = from;
    this.cameraPorts = ports;
    this.receiver = media;
    this.failed = onFailed;
    // Opens the way through a firewall that lets answers pass; the camera drops it as no RTP.
    send(sockets.rtp(), ports.map(PortPair::rtp), new byte[] {0});
  }

  void sendRtcp(byte[] compound) {
    send(sockets.rtcp(), cameraPorts.map(PortPair::rtcp), compound);
  }

  private void send(DatagramChannel through, Optional<Integer> port, byte[] bytes) {
    InetAddress to = camera;
    if (to == null || port.isEmpty() || port.get() == 0) {
      return;
    }
    try {
      through.send(ByteBuffer.wrap(bytes), new InetSocketAddress(to, port.get()));
    } catch (IOException lost) {
      // As if it were lost on its way: the next report follows in seconds.
    }
  }

  @Override
  public void close() {
    receiver = null;
    failed = cause -> {};
    closeQuietly(sockets.rtp());
    closeQuietly(sockets.rtcp());
  }

  private static void closeQuietly(DatagramChannel socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed for us in any case.
    }
  }
}
