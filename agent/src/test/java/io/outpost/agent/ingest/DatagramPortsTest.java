package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.PortPair;
import io.outpost.protocols.sdp.VideoTrack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Datagrams on loopback, as the event loop reads them. */
@Timeout(60)
class DatagramPortsTest {
  private static final int PACKET_BYTES = 1_400;
  private static final int TOGETHER = 50;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final EventLoop loop = loops.next();
  private final InetAddress camera = InetAddress.getLoopbackAddress();
  private long sentBytes;

  @AfterEach
  void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private <T> T onLoop(Callable<T> task) throws Exception {
    return loop.submit(task).get();
  }

  private DatagramPorts open() throws Exception {
    VideoTrack track =
        new VideoTrack(VideoCodec.H264, 96, 90_000, "", Map.of(), Optional.empty(), 0);
    IngestContext context =
        new IngestContext(
            loop,
            new PictureMemory(),
            new ReadPace(),
            IngestSettings.DEFAULT,
            SystemTime.INSTANCE,
            new StreamMeters(registry, new StreamGauges(registry), "yard"),
            Optional::empty,
            () -> "cname",
            new Random(1),
            LoggerFactory.getLogger(DatagramPortsTest.class));
    return onLoop(
        () -> {
          DatagramPorts ports = DatagramPorts.open(loop, camera, new Random());
          MediaReceiver media =
              new MediaReceiver(track, LowerTransport.UDP, context, (unit, picture) -> {});
          ports.receive(camera, Optional.empty(), media, cause -> {});
          return ports;
        });
  }

  private static DatagramChannel sender(String address, int port) throws IOException {
    DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET);
    sender.bind(new InetSocketAddress(address, 0));
    sender.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return sender;
  }

  /** Audio, which a receiver reads and drops: what is measured is the way to it alone. */
  private static ByteBuffer packet() {
    byte[] bytes = new byte[PACKET_BYTES];
    new RtpWriter(8, 1, 1).writeHeader(bytes, bytes.length, 0, false);
    return ByteBuffer.wrap(bytes);
  }

  /** No more at a time than the socket holds, so that none is lost. */
  private void send(DatagramChannel sender, int count) throws Exception {
    ByteBuffer packet = packet();
    for (int sent = 0; sent < count; sent += TOGETHER) {
      for (int i = 0; i < TOGETHER; i++) {
        sender.write(packet.rewind());
      }
      sentBytes += (long) TOGETHER * PACKET_BYTES;
      while (received() < sentBytes) {
        onLoop(() -> sentBytes);
      }
    }
  }

  private double received() {
    return registry.get("outpost.stream.received.bytes").counter().count();
  }

  @Test
  void read_datagramsOfAnotherHost_areDropped() throws Exception {
    DatagramPorts ports = open();
    int port = onLoop(ports::ports).rtp();
    try (DatagramChannel stranger = sender("127.0.0.2", port);
        DatagramChannel camera = sender("127.0.0.1", port)) {
      stranger.write(packet());

      send(camera, TOGETHER);

      assertThat(received()).isEqualTo((double) sentBytes);
    }
    onLoop(Executors.callable(ports::close));
  }

  @Test
  void read_steadyState_costsNoGarbage() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    DatagramPorts ports = open();
    long thread = onLoop(() -> Thread.currentThread().getId());
    try (DatagramChannel camera = sender("127.0.0.1", onLoop(ports::ports).rtp())) {
      send(camera, 20_000);

      long before = threads.getThreadAllocatedBytes(thread);
      send(camera, 20_000);
      long allocated = threads.getThreadAllocatedBytes(thread) - before;

      assertThat(allocated / 20_000).as("bytes a datagram").isLessThan(8);
    }
    onLoop(Executors.callable(ports::close));
  }

  @Test
  void close_twice_freesThePorts() throws Exception {
    DatagramPorts ports = open();
    PortPair numbers = onLoop(ports::ports);

    onLoop(Executors.callable(ports::close));
    onLoop(Executors.callable(ports::close));
    // The selector lets go of them when it next looks, which it does before a later task.
    loop.schedule(() -> numbers, 1, TimeUnit.MILLISECONDS).get();

    DatagramSockets again = DatagramSockets.bind(camera, numbers.rtp(), numbers.rtcp());
    again.rtp().close();
    again.rtcp().close();
  }
}
