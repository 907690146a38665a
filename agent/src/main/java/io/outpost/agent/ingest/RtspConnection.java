package io.outpost.agent.ingest;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtsp.ClientAction;
import io.outpost.protocols.rtsp.ClientSettings;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.PortPair;
import io.outpost.protocols.rtsp.RtspClient;
import io.outpost.protocols.rtsp.RtspDecoder;
import io.outpost.protocols.rtsp.RtspMessage;
import io.outpost.protocols.rtsp.RtspRequest;
import io.outpost.protocols.rtsp.RtspResponse;
import io.outpost.protocols.rtsp.TransportHeader;
import io.outpost.protocols.sdp.VideoTrack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a camera, from the first SYN to the end of its socket. Everything happens on
 * the event loop it was made for; {@link Owner#onEnded} is called exactly once, when the socket is
 * gone.
 */
final class RtspConnection implements RtspDecoder.Handler {
  private static final String USER_AGENT = "Outpost";

  /** How often a stream is looked at within its time of patience. */
  private static final int STALL_CHECKS = 8;

  /** RFC 3550 6.2: five seconds at the least. */
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

  private static final Duration GIVE_UP_INTERVAL = Duration.ofMillis(100);

  /** Who made the connection. */
  interface Owner {
    /** The camera agreed to send. */
    void onPlaying();

    /** The first picture is whole; access units follow. */
    void onStreaming(StreamDetails details);

    void onAccessUnit(AccessUnit unit);

    /**
     * The socket is gone.
     *
     * @param failure empty when the owner had closed it
     * @param stale what the camera may go on with and the next connection has to end
     */
    void onEnded(Optional<StreamFailure> failure, Optional<ClientSettings.StaleSession> stale);
  }

  private enum Phase {
    CONNECTING,
    NEGOTIATING,
    PLAYING,
    ENDING,
    ENDED
  }

  private final StreamSettings stream;
  private final List<LowerTransport> silent;
  private final IngestContext context;
  private final EventLoop loop;
  private final Owner owner;
  private final RtspClient client;
  private final RtspDecoder decoder = new RtspDecoder();
  private final List<Future<?>> timers = new ArrayList<>();
  private Phase phase = Phase.CONNECTING;
  private @Nullable Channel channel;
  private @Nullable MediaReceiver receiver;
  private @Nullable PortPair interleaved;
  private @Nullable StreamFailure failure;
  private @Nullable DatagramPorts ports;
  private LowerTransport lower = LowerTransport.TCP;
  private List<LowerTransport> refused = List.of();
  private String lastRequest = "";
  private boolean answered;
  private boolean tornDown;
  private boolean streaming;
  private long progressNanos;

  /** When the bytes that are being decoded were read. */
  private long readNanos;

  RtspConnection(ConnectionPlan plan, IngestContext context, Owner owner) {
    this.stream = plan.stream();
    this.silent = plan.silent();
    this.context = context;
    this.loop = context.loop();
    this.owner = owner;
    Optional<Login> login =
        stream
            .credentials()
            .map(credentials -> new Login(credentials.user(), credentials.password()::reveal));
    ClientSettings settings =
        new ClientSettings(
            stream.uri().toString(), login, plan.transports(), USER_AGENT, plan.stale());
    this.client = new RtspClient(settings, context.nonces());
  }

  void connect(InetSocketAddress address) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) context.settings().connectTimeout().toMillis())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel made) throws SSLException {
                    if (stream.tls()) {
                      Duration patience = context.settings().connectTimeout();
                      made.pipeline().addLast(new CameraTls(stream).handler(made, patience));
                    }
                    made.pipeline()
                        .addLast(new RtspChannelHandler(RtspConnection.this, context.memory()));
                  }
                });
    ChannelFuture connecting = bootstrap.connect(address);
    channel = connecting.channel();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            awaitTls(connecting.channel());
          } else {
            onConnectFailed(done.cause());
          }
        });
  }

  private void awaitTls(Channel connected) {
    SslHandler tls = connected.pipeline().get(SslHandler.class);
    if (tls == null) {
      onConnected();
      return;
    }
    tls.handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                onConnected();
              } else if (phase == Phase.CONNECTING) {
                end(ConnectFailures.ofTls(done.cause(), stream));
              }
            });
  }

  private void onConnected() {
    if (phase != Phase.CONNECTING) {
      closeChannel();
      return;
    }
    phase = Phase.NEGOTIATING;
    Duration patience = context.settings().answerTimeout();
    after(
        patience,
        () ->
            end(
                new StreamFailure(
                    Reason.ANSWER_TIMEOUT,
                    "no answer to " + lastRequest + " within " + seconds(patience))));
    perform(client.start());
  }

  private void onConnectFailed(Throwable cause) {
    if (failure == null && phase == Phase.CONNECTING) {
      failure = ConnectFailures.of(cause, stream, context.settings().connectTimeout());
    }
    ended();
  }

  /** Ends the session politely. */
  void close() {
    end(null);
  }

  /**
   * @param bytes of one read, lent until the method returns
   */
  void onBytes(ByteBuffer bytes) {
    readNanos = context.time().nanos();
    try {
      decoder.push(bytes, this);
    } catch (ProtocolException e) {
      Reason reason = answered ? Reason.ANSWER_MALFORMED : Reason.NOT_RTSP;
      end(new StreamFailure(reason, where() + " sent no RTSP: " + e.getMessage()));
    }
  }

  @Override
  public void onRequest(RtspRequest request) {
    answered = true;
    perform(client.onRequest(request));
  }

  @Override
  public void onResponse(RtspResponse response) {
    answered = true;
    perform(client.onResponse(response));
  }

  @Override
  public void onFrame(int channelNumber, ByteBuffer payload) {
    MediaReceiver media = receiver;
    PortPair channels = interleaved;
    if (media == null || channels == null) {
      return; // before SETUP: of a session that an earlier connection left behind
    }
    if (channelNumber == channels.rtp()) {
      media.onRtp(payload, readNanos);
    } else if (channelNumber == channels.rtcp()) {
      media.onRtcp(payload);
    }
    // Frames on other channels belong to nobody.
  }

  private void perform(List<ClientAction> actions) {
    for (ClientAction action : actions) {
      if (action instanceof ClientAction.Send send) {
        write(send.message());
      } else if (action instanceof ClientAction.OpenPorts) {
        onOpenPorts();
      } else if (action instanceof ClientAction.Receive receive) {
        onReceive(receive);
      } else if (action instanceof ClientAction.Playing) {
        onPlaying();
      } else if (action instanceof ClientAction.Fail fail) {
        end(StreamFailure.of(fail.failure()));
      } else if (action instanceof ClientAction.Finish) {
        tornDown = true;
        closeChannel();
      } else {
        throw new IllegalStateException("unknown action " + action);
      }
    }
  }

  private void write(RtspMessage message) {
    if (message instanceof RtspRequest request) {
      lastRequest = request.method() + " " + request.uri();
    }
    writeBytes(message.encode());
  }

  private void writeBytes(byte[] bytes) {
    Channel open = channel;
    if (open != null && open.isActive()) {
      ChannelFuture unused = open.writeAndFlush(Unpooled.wrappedBuffer(bytes), open.voidPromise());
    }
  }

  private void onOpenPorts() {
    try {
      DatagramPorts opened = DatagramPorts.open(loop, local().getAddress(), context.random());
      usePorts(opened);
      perform(client.onPorts(opened.ports()));
    } catch (IOException e) {
      end(new StreamFailure(Reason.NO_PORTS, "no free UDP ports: " + e.getMessage()));
    }
  }

  private void onReceive(ClientAction.Receive receive) {
    VideoTrack track = receive.track();
    TransportHeader transport = receive.transport();
    refused = receive.refused();
    lower = transport.lower();
    if (lower != LowerTransport.UDP) {
      closePorts();
    }
    try {
      MediaReceiver media = new MediaReceiver(track, lower, context, this::onUnit);
      receiver = media;
      interleaved = transport.interleaved().orElse(null);
      if (lower == LowerTransport.MULTICAST) {
        usePorts(MulticastGroups.join(loop, local().getAddress(), track, transport));
      }
      DatagramPorts opened = ports;
      if (opened != null) {
        opened.receive(remote().getAddress(), transport.serverPorts(), media, this::onException);
      }
    } catch (ProtocolException e) {
      end(new StreamFailure(Reason.CODEC_UNSUPPORTED, stream.uri() + ": " + e.getMessage()));
    } catch (IOException e) {
      end(new StreamFailure(Reason.NO_PORTS, "cannot receive datagrams: " + e.getMessage()));
    }
  }

  private void sendReceiverReport() {
    MediaReceiver media = receiver;
    Optional<byte[]> report = media == null ? Optional.empty() : media.receiverReport();
    if (report.isEmpty()) {
      return;
    }
    DatagramPorts opened = ports;
    PortPair channels = interleaved;
    if (opened != null) {
      opened.sendRtcp(report.get());
    } else if (channels != null) {
      writeBytes(InterleavedFrame.of(channels.rtcp(), report.get()));
    }
  }

  private void giveUpMissing() {
    MediaReceiver media = receiver;
    if (media != null) {
      media.giveUpMissing();
    }
  }

  /** How the packets travel, or would have. */
  LowerTransport lower() {
    return lower;
  }

  private InetSocketAddress local() {
    return (InetSocketAddress) Objects.requireNonNull(channel).localAddress();
  }

  private InetSocketAddress remote() {
    return (InetSocketAddress) Objects.requireNonNull(channel).remoteAddress();
  }

  private void usePorts(DatagramPorts opened) {
    ports = opened;
    context.pace().onDatagramsOpened();
  }

  private void closePorts() {
    DatagramPorts opened = ports;
    if (opened != null) {
      opened.close();
      ports = null;
      context.pace().onDatagramsClosed();
    }
  }

  private void onPlaying() {
    if (phase != Phase.NEGOTIATING) {
      return;
    }
    phase = Phase.PLAYING;
    cancelTimers();
    progressNanos = context.time().nanos();
    every(client.keepAliveInterval(), () -> perform(client.keepAlive()));
    every(context.settings().stallTimeout().dividedBy(STALL_CHECKS), this::checkProgress);
    every(REPORT_INTERVAL, this::sendReceiverReport);
    if (lower != LowerTransport.TCP) {
      every(GIVE_UP_INTERVAL, this::giveUpMissing);
    }
    owner.onPlaying();
  }

  private void onUnit(AccessUnit unit, CodedPicture picture) {
    if (phase != Phase.PLAYING && phase != Phase.NEGOTIATING) {
      return;
    }
    progressNanos = context.time().nanos();
    if (!streaming) {
      streaming = true;
      MediaReceiver media = receiver;
      owner.onStreaming(
          new StreamDetails(
              picture.codec(),
              picture.width(),
              picture.height(),
              lower,
              refused,
              silent,
              media != null && media.parameterSetsInBand()));
    }
    owner.onAccessUnit(unit);
  }

  /** Bytes alone are no progress: a camera may send audio, or pictures with holes, for ever. */
  private void checkProgress() {
    Duration patience = context.settings().stallTimeout();
    if (context.time().nanos() - progressNanos < patience.toNanos()) {
      return;
    }
    Reason reason = streaming ? Reason.STALLED : Reason.NO_MEDIA;
    end(
        new StreamFailure(
            reason,
            "no whole picture from "
                + stream.uri()
                + " over "
                + lower
                + " for "
                + seconds(patience)));
  }

  void onException(Throwable cause) {
    if (cause instanceof DecoderException && cause.getCause() instanceof SSLException tls) {
      end(ConnectFailures.ofTls(tls, stream));
      return;
    }
    if (cause instanceof IOException) {
      end(new StreamFailure(Reason.CONNECTION_LOST, where() + ": " + cause.getMessage()));
      return;
    }
    context.log().error("stream failed camera={}", stream.camera(), cause);
    end(new StreamFailure(Reason.INTERNAL_ERROR, where() + ": " + cause));
  }

  void onInactive() {
    if (phase != Phase.ENDING && failure == null) {
      failure = new StreamFailure(Reason.CONNECTION_LOST, where() + " closed the connection");
    }
    ended();
  }

  private void end(@Nullable StreamFailure why) {
    if (phase == Phase.ENDING || phase == Phase.ENDED) {
      return;
    }
    boolean connected = phase != Phase.CONNECTING;
    failure = why;
    phase = Phase.ENDING;
    cancelTimers();
    closePorts();
    if (!connected) {
      closeChannel();
      return;
    }
    after(context.settings().teardownTimeout(), this::closeChannel);
    perform(client.close());
  }

  private void ended() {
    if (phase == Phase.ENDED) {
      return;
    }
    phase = Phase.ENDED;
    cancelTimers();
    closePorts();
    owner.onEnded(
        Optional.ofNullable(failure), tornDown ? Optional.empty() : client.staleSession());
  }

  private void closeChannel() {
    Channel open = channel;
    if (open != null) {
      ChannelFuture unused = open.close();
    }
  }

  private void after(Duration delay, Runnable task) {
    timers.add(loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    timers.add(loop.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS));
  }

  private void cancelTimers() {
    timers.forEach(timer -> timer.cancel(false));
    timers.clear();
  }

  private String where() {
    return stream.host() + ":" + stream.port();
  }

  static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
