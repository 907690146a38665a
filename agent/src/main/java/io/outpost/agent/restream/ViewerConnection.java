package io.outpost.agent.restream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.h26x.H264Packetiser;
import io.outpost.protocols.rtp.Packetiser;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtsp.PortPair;
import io.outpost.protocols.rtsp.RtspDecoder;
import io.outpost.protocols.rtsp.RtspRequest;
import io.outpost.protocols.rtsp.RtspResponse;
import io.outpost.protocols.rtsp.RtspServerConnection;
import io.outpost.protocols.rtsp.ServerAction;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One viewer. Lives on its channel's event loop; pictures come in from the publisher's thread. */
final class ViewerConnection extends SimpleChannelInboundHandler<ByteBuf>
    implements RtspDecoder.Handler, LiveStream.Viewer {
  private static final Logger LOG = LoggerFactory.getLogger(ViewerConnection.class);
  private static final int MAX_PACKET_BYTES = 1400;
  private static final int FRAME_HEADER_BYTES = 4;

  /** Five seconds, as RFC 3550 6.2 has it at the least. */
  private static final long REPORT_TICKS = 5 * 90_000;

  /** Where streams are looked up by path. */
  interface Streams {
    Optional<LiveStream> find(String path);
  }

  private final RtspDecoder decoder = new RtspDecoder();
  private final RtspServerConnection server;
  private final Streams streams;
  private final Channel channel;
  private @Nullable LiveStream viewed;
  private @Nullable Packetiser packetiser;
  private RtpWriter writer = new RtpWriter(StreamDescription.PAYLOAD_TYPE, 0, 0);
  private PortPair channels = new PortPair(0, 1);
  private long reportedTicks;
  private boolean keySeen;

  ViewerConnection(Channel channel, RtspServerConnection server, Streams streams) {
    this.channel = channel;
    this.server = server;
    this.streams = streams;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
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
        write(Unpooled.wrappedBuffer(respond.response().encode()));
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
    if (viewed != null) {
      return; // PLAY while playing is a keep-alive
    }
    Optional<LiveStream> stream = streams.find(start.path());
    if (stream.isEmpty()) {
      disconnect();
      return;
    }
    channels = start.transport().interleaved().orElse(channels);
    writer = new RtpWriter(StreamDescription.PAYLOAD_TYPE, start.ssrc(), start.ssrc() >>> 16);
    packetiser = new H264Packetiser(writer, MAX_PACKET_BYTES);
    keySeen = false;
    viewed = stream.get();
    LOG.info("viewer plays path={} remote={}", start.path(), remote());
    stream.get().join(this);
  }

  private void stop() {
    LiveStream left = viewed;
    if (left != null) {
      left.leave(this);
      viewed = null;
      packetiser = null;
    }
  }

  @Override
  public void deliver(AccessUnit unit, long timestampTicks) {
    channel.eventLoop().execute(() -> send(unit, timestampTicks));
  }

  private void send(AccessUnit unit, long timestampTicks) {
    Packetiser open = packetiser;
    keySeen |= unit.key();
    if (open == null || !keySeen || !channel.isActive()) {
      return;
    }
    if (!channel.isWritable()) {
      LOG.warn("viewer is too slow and was cut remote={}", remote());
      stop();
      disconnect();
      return;
    }
    ByteBuf frames = channel.alloc().buffer(unit.sizeBytes() + unit.sizeBytes() / 32 + 256);
    if (writer.packetCount() == 0 || timestampTicks - reportedTicks >= REPORT_TICKS) {
      reportedTicks = timestampTicks;
      byte[] report = SenderReports.of(writer, unit.captureTime().instant(), timestampTicks);
      frame(frames, channels.rtcp(), report, 0, report.length);
    }
    open.packetise(
        unit.data(),
        timestampTicks,
        (buffer, offset, length) -> frame(frames, channels.rtp(), buffer, offset, length));
    write(frames);
  }

  private static void frame(ByteBuf to, int number, byte[] buffer, int offset, int length) {
    to.ensureWritable(FRAME_HEADER_BYTES + length)
        .writeByte('$')
        .writeByte(number)
        .writeShort(length)
        .writeBytes(buffer, offset, length);
  }

  private void write(ByteBuf bytes) {
    ChannelFuture unused = channel.writeAndFlush(bytes, channel.voidPromise());
  }

  private void disconnect() {
    ChannelFuture unused = channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.info("viewer lost remote={} detail={}", remote(), cause.toString());
    disconnect();
  }

  private String remote() {
    return String.valueOf(channel.remoteAddress());
  }
}
