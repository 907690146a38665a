package io.outpost.agent.restream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.h26x.Packetisers;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.PortPair;
import io.outpost.protocols.rtsp.RtspDecoder;
import io.outpost.protocols.rtsp.RtspRequest;
import io.outpost.protocols.rtsp.RtspResponse;
import io.outpost.protocols.rtsp.RtspServerConnection;
import io.outpost.protocols.rtsp.ServerAction;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One viewer. Lives on its channel's event loop; pictures come in from the publisher's thread. */
final class ViewerConnection extends SimpleChannelInboundHandler<ByteBuf>
    implements RtspDecoder.Handler, LiveStream.Viewer {
  private static final Logger LOG = LoggerFactory.getLogger(ViewerConnection.class);

  /** Fits an Ethernet frame with room for a tunnel's headers. */
  private static final int MAX_PACKET_BYTES = 1400;

  /** Five seconds, as RFC 3550 6.2 has it at the least. */
  private static final long REPORT_TICKS = 5 * 90_000;

  /** Silent for two of these in a row, a viewer that shows in no other way is taken for gone. */
  private static final int SILENCE_SECONDS = 40;

  /** What viewers share. */
  interface Host {
    Optional<LiveStream> find(String path);

    /** Where datagrams are sent from; there is one if UDP was offered. */
    Optional<DatagramServer> datagrams();
  }

  private final RtspDecoder decoder = new RtspDecoder();
  private final RtspServerConnection server;
  private final Host host;
  private final Channel channel;
  private final Future<?> watch;
  private @Nullable Playback playback;
  private volatile boolean heard = true;
  private boolean silentBefore;

  /** A stream on its way to this viewer. */
  private static final class Playback {
    final LiveStream stream;
    final VideoCodec codec;
    final RtpWriter writer;
    final Packetiser packetiser;
    final PacketSink sink;
    final LowerTransport lower;
    boolean keySeen;
    long reportedTicks;

    Playback(LiveStream stream, ServerAction.Start start, PacketSink sink) {
      this.stream = stream;
      this.codec = stream.codec();
      this.writer =
          new RtpWriter(StreamDescription.payloadType(codec), start.ssrc(), start.ssrc() >>> 16);
      this.packetiser = Packetisers.create(codec, writer, MAX_PACKET_BYTES);
      this.sink = sink;
      this.lower = start.transport().lower();
    }
  }

  ViewerConnection(Channel channel, RtspServerConnection server, Host host) {
    this.channel = channel;
    this.server = server;
    this.host = host;
    this.watch =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                this::checkSilence, SILENCE_SECONDS, SILENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    heard = true;
    try {
      decoder.push(bytes.nioBuffer(), this);
    } catch (ProtocolException e) {
      LOG.info("viewer speaks no RTSP remote={} detail={}", remote(), e.getMessage());
      disconnect();
    }
  }

  @Override
  public void onRequest(RtspRequest request) {
    perform(server.onRequest(request));
  }

  @Override
  public void onResponse(RtspResponse response) {
    // Nothing is ever asked of a viewer.
  }

  @Override
  public void onFrame(int number, ByteBuffer payload) {
    // Receiver reports: TCP shows by itself whether the viewer keeps up.
  }

  private void perform(List<ServerAction> actions) {
    for (ServerAction action : actions) {
      if (action instanceof ServerAction.Respond respond) {
        ByteBuf bytes = Unpooled.wrappedBuffer(respond.response().encode());
        ChannelFuture unused = channel.writeAndFlush(bytes, channel.voidPromise());
      } else if (action instanceof ServerAction.Start start) {
        play(start);
      } else if (action instanceof ServerAction.Stop) {
        stop();
      } else {
        throw new IllegalStateException("unknown action " + action);
      }
    }
  }

  private void play(ServerAction.Start start) {
    if (playback != null) {
      return; // PLAY while playing is a keep-alive
    }
    Optional<LiveStream> stream = host.find(start.path());
    Optional<PacketSink> sink = sink(start);
    if (stream.isEmpty() || sink.isEmpty()) {
      disconnect();
      return;
    }
    playback = new Playback(stream.get(), start, sink.get());
    LOG.info(
        "viewer plays path={} transport={} remote={}",
        start.path(),
        start.transport().lower(),
        remote());
    stream.get().join(this);
  }

  private Optional<PacketSink> sink(ServerAction.Start start) {
    if (start.transport().lower() == LowerTransport.TCP) {
      PortPair channels = start.transport().interleaved().orElse(new PortPair(0, 1));
      return Optional.of(new InterleavedSink(channel, channels));
    }
    // To nobody but who asked: a destination named by the viewer would be a way to flood others.
    InetSocketAddress viewer = (InetSocketAddress) channel.remoteAddress();
    return host.datagrams()
        .flatMap(
            datagrams ->
                start
                    .transport()
                    .clientPorts()
                    .map(ports -> datagrams.sink(viewer.getAddress(), ports, () -> heard = true)));
  }

  private void stop() {
    Playback stopped = playback;
    if (stopped != null) {
      stopped.stream.leave(this);
      stopped.sink.close();
      playback = null;
    }
  }

  @Override
  public void deliver(AccessUnit unit, long timestampTicks) {
    channel.eventLoop().execute(() -> send(unit, timestampTicks));
  }

  private void send(AccessUnit unit, long timestampTicks) {
    Playback playing = playback;
    if (playing == null || !channel.isActive()) {
      return;
    }
    playing.keySeen |= unit.key();
    if (!playing.keySeen) {
      return;
    }
    if (!channel.isWritable() || unit.codec() != playing.codec) {
      LOG.warn(
          "viewer was cut reason={} remote={}",
          channel.isWritable() ? "codec-changed" : "too-slow",
          remote());
      stop();
      disconnect();
      return;
    }
    PacketSink sink = playing.sink;
    sink.begin(unit.sizeBytes());
    if (playing.writer.packetCount() == 0
        || timestampTicks - playing.reportedTicks >= REPORT_TICKS) {
      playing.reportedTicks = timestampTicks;
      byte[] report =
          SenderReports.of(playing.writer, unit.captureTime().instant(), timestampTicks);
      sink.add(PacketSink.Kind.RTCP, report, 0, report.length);
    }
    playing.packetiser.packetise(
        unit.data(),
        timestampTicks,
        (buffer, offset, length) -> sink.add(PacketSink.Kind.RTP, buffer, offset, length));
    sink.end();
  }

  /** Over TCP a viewer that is gone shows by itself; before it plays, and over UDP, it does not. */
  private void checkSilence() {
    Playback playing = playback;
    if (heard || (playing != null && playing.lower == LowerTransport.TCP)) {
      heard = false;
      silentBefore = false;
      return;
    }
    if (silentBefore) {
      LOG.info("viewer fell silent remote={}", remote());
      disconnect();
    }
    silentBefore = true;
  }

  private void disconnect() {
    ChannelFuture unused = channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    watch.cancel(false);
    stop();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (channel.isActive()) {
      LOG.info("viewer lost remote={} detail={}", remote(), cause.toString());
    }
    disconnect();
  }

  private String remote() {
    return String.valueOf(channel.remoteAddress());
  }
}
