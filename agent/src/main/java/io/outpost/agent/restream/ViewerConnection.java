package io.outpost.agent.restream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.PortPair;
import io.outpost.protocols.rtsp.RtspDecoder;
import io.outpost.protocols.rtsp.RtspRequest;
import io.outpost.protocols.rtsp.RtspResponse;
import io.outpost.protocols.rtsp.RtspServerConnection;
import io.outpost.protocols.rtsp.ServerAction;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One viewer's connection. Lives on its channel's event loop. */
final class ViewerConnection extends SimpleChannelInboundHandler<ByteBuf>
    implements RtspDecoder.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(ViewerConnection.class);

  /** Silent for two of these in a row, a viewer that shows in no other way is taken for gone. */
  private static final int SILENCE_SECONDS = 40;

  /** Who has not shown by then that it may view is sent away. */
  private static final int ADMISSION_SECONDS = 30;

  /** Longest that a request waits for the first key picture; players wait ten seconds and more. */
  private static final int FIRST_PICTURE_SECONDS = 8;

  /** Requests that wait behind such a one. */
  private static final int MAX_HELD = 8;

  /** Wrong passwords before the connection ends. */
  private static final int MAX_WRONG_ANSWERS = 3;

  /** What viewers share. */
  interface Host {
    /** The stream of a path; from now on it is wanted. */
    Optional<LiveStream> want(String path);

    Viewers viewers();

    /** Where datagrams are sent from; there is one if UDP was offered. */
    Optional<DatagramServer> datagrams();

    /** Somebody at that address did not know the password. */
    void onWrongAnswer(InetSocketAddress remote);

    /** Whom viewers prove to be, for the log. */
    String user();
  }

  /** A request that waits for its stream's first key picture. */
  private static final class Waiting {
    final LiveStream stream;
    @Nullable Runnable ready;
    @Nullable Future<?> deadline;

    Waiting(LiveStream stream) {
      this.stream = stream;
    }
  }

  private final RtspDecoder decoder = new RtspDecoder();
  private final Deque<RtspRequest> held = new ArrayDeque<>();
  private final RtspServerConnection server;
  private final Host host;
  private final Channel channel;
  private final InetSocketAddress remote;
  private final Future<?> watch;
  private final Future<?> admission;
  private @Nullable Waiting waiting;
  private @Nullable Playback playback;
  private volatile boolean heard = true;
  private boolean silentBefore;

  ViewerConnection(Channel channel, RtspServerConnection server, Host host) {
    this.channel = channel;
    this.remote = (InetSocketAddress) channel.remoteAddress();
    this.server = server;
    this.host = host;
    this.watch =
        channel
            .eventLoop()
            .scheduleAtFixedRate(
                this::checkSilence, SILENCE_SECONDS, SILENCE_SECONDS, TimeUnit.SECONDS);
    this.admission =
        channel.eventLoop().schedule(this::checkAdmission, ADMISSION_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    try {
      decoder.push(bytes.nioBuffer(), this);
    } catch (ProtocolException e) {
      LOG.info("viewer speaks no RTSP remote={} detail={}", remote, e.getMessage());
      disconnect();
    }
  }

  @Override
  public void onRequest(RtspRequest request) {
    heard = true;
    if (!channel.isActive()) {
      return; // behind the request that ended the connection
    }
    if (waiting == null) {
      handle(request);
    } else if (held.size() < MAX_HELD) {
      held.add(request);
    } else {
      LOG.info("viewer does not wait for answers remote={}", remote);
      disconnect();
    }
  }

  @Override
  public void onResponse(RtspResponse response) {
    // Nothing is ever asked of a viewer.
  }

  @Override
  public void onFrame(int number, ByteBuffer payload) {
    heard = true; // receiver reports: TCP shows by itself whether the viewer keeps up
  }

  private void handle(RtspRequest request) {
    if (!channel.isWritable()) { // asks and asks, and reads no answer
      end(EndReason.TOO_SLOW);
      return;
    }
    int wrongBefore = server.wrongAnswers();
    perform(server.onRequest(request));
    if (server.wrongAnswers() > wrongBefore) {
      host.onWrongAnswer(remote);
      if (server.wrongAnswers() >= MAX_WRONG_ANSWERS) {
        ChannelFuture unused =
            channel
                .writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(ChannelFutureListener.CLOSE); // behind the answer
      }
    }
  }

  private void perform(List<ServerAction> actions) {
    for (ServerAction action : actions) {
      if (action instanceof ServerAction.Respond respond) {
        ByteBuf bytes = Unpooled.wrappedBuffer(respond.response().encode());
        ChannelFuture unused = channel.writeAndFlush(bytes, channel.voidPromise());
      } else if (action instanceof ServerAction.Start start) {
        play(start);
      } else if (action instanceof ServerAction.Stop) {
        stop(EndReason.LEFT);
      } else if (action instanceof ServerAction.Await wanted) {
        await(wanted.path());
      } else {
        throw new IllegalStateException("unknown action " + action);
      }
    }
  }

  private void await(String path) {
    Optional<LiveStream> stream = host.want(path);
    if (stream.isEmpty()) {
      perform(server.resume()); // removed in between: says so
      return;
    }
    Waiting begun = new Waiting(stream.get());
    Runnable ready = () -> channel.eventLoop().execute(() -> resume(begun));
    begun.ready = ready;
    begun.deadline =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  host.viewers().refused(Refusal.OFFLINE);
                  resume(begun);
                },
                FIRST_PICTURE_SECONDS,
                TimeUnit.SECONDS);
    waiting = begun;
    begun.stream.whenDescribed(ready);
  }

  /** Goes on after a wait that is over, with its request and those behind it. */
  private void resume(Waiting over) {
    if (waiting != over) {
      return;
    }
    stopWaiting();
    if (!channel.isActive()) {
      return;
    }
    perform(server.resume());
    while (waiting == null && !held.isEmpty() && channel.isActive()) {
      handle(held.remove());
    }
  }

  private void stopWaiting() {
    Waiting over = waiting;
    waiting = null;
    if (over == null) {
      return;
    }
    if (over.ready != null) {
      over.stream.forget(over.ready);
    }
    if (over.deadline != null) {
      over.deadline.cancel(false);
    }
  }

  private void play(ServerAction.Start start) {
    if (playback != null) {
      return; // PLAY while playing is a keep-alive
    }
    Optional<LiveStream> stream = host.want(start.path());
    if (stream.isEmpty()) {
      disconnect();
      return;
    }
    String camera = stream.get().camera();
    if (!host.viewers().join(camera)) {
      host.viewers().cut(camera, EndReason.FULL);
      LOG.warn("viewer was cut camera={} reason=full remote={}", camera, remote);
      disconnect();
      return;
    }
    Optional<PacketSink> sink = sink(start);
    if (sink.isEmpty()) {
      host.viewers().leave(camera);
      disconnect();
      return;
    }
    Playback begun =
        new Playback(
            channel,
            stream.get(),
            start,
            new Playback.Output(sink.get(), host.viewers().sentBytes(camera), this::end));
    playback = begun;
    LOG.info(
        "viewer came camera={} path={} transport={} remote={} user={}",
        camera,
        begun.path(),
        begun.lower(),
        remote,
        host.user());
    if (!begun.begin()) {
      end(EndReason.STREAM_REMOVED);
    }
  }

  private Optional<PacketSink> sink(ServerAction.Start start) {
    if (start.transport().lower() == LowerTransport.TCP) {
      PortPair channels = start.transport().interleaved().orElse(new PortPair(0, 1));
      return Optional.of(new InterleavedSink(channel, channels));
    }
    // To nobody but who asked: a destination named by the viewer would be a way to flood others.
    return host.datagrams()
        .flatMap(
            datagrams ->
                start
                    .transport()
                    .clientPorts()
                    .map(ports -> datagrams.sink(remote.getAddress(), ports, () -> heard = true)));
  }

  private void stop(EndReason reason) {
    Playback stopped = playback;
    if (stopped == null) {
      return;
    }
    playback = null;
    stopped.end();
    host.viewers().leave(stopped.camera());
    if (reason != EndReason.LEFT) {
      host.viewers().cut(stopped.camera(), reason);
    }
    LOG.info(
        "viewer left camera={} path={} reason={} sentBytes={} remote={} user={}",
        stopped.camera(),
        stopped.path(),
        reason.label(),
        stopped.totalBytes(),
        remote,
        host.user());
  }

  private void end(EndReason reason) {
    stop(reason);
    disconnect();
  }

  /** Over TCP a viewer that is gone shows by itself; before it plays, and over UDP, it does not. */
  private void checkSilence() {
    Playback playing = playback;
    if (heard || (playing != null && playing.lower() == LowerTransport.TCP)) {
      heard = false;
      silentBefore = false;
      return;
    }
    if (silentBefore) {
      end(EndReason.SILENT);
    }
    silentBefore = true;
  }

  private void checkAdmission() {
    if (!server.admitted()) {
      host.viewers().refused(Refusal.IDLE);
      LOG.info("viewer did not ask for a stream in time remote={}", remote);
      disconnect();
    }
  }

  private void disconnect() {
    ChannelFuture unused = channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    watch.cancel(false);
    admission.cancel(false);
    stopWaiting();
    held.clear();
    stop(EndReason.LEFT);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (channel.isActive()) {
      LOG.info("viewer lost remote={} detail={}", remote, cause.toString());
    }
    disconnect();
  }
}
