package io.outpost.agent.restream;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.http.ServerAuthenticator;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.RtspServerConnection;
import io.outpost.protocols.rtsp.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves live streams by RTSP, each at a path of its own. Thread-safe. */
public final class RestreamServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestreamServer.class);

  /** Connections beside those of as many viewers as may; more are closed as they come. */
  private static final int SPARE_CONNECTIONS = 64;

  /** The newest group of pictures is kept, however long it grows. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final String REALM = "Outpost";
  private static final int ID_BYTES = 16;
  private static final long CLOSE_MILLIS = 2_000;
  private static final long HANDSHAKE_MILLIS = 10_000;

  /** Starts to pull a stream that is wanted. */
  @FunctionalInterface
  interface Puller {
    /**
     * @param into takes the pictures, on any thread
     */
    Pulling start(Publisher into);
  }

  /** A pull that goes on until it is closed. */
  @FunctionalInterface
  public interface Pulling {
    /** Returns at once. */
    void close();
  }

  private final RestreamSettings settings;
  private final RestreamEnvironment environment;
  private final Viewers viewers;
  private final LoginAttempts attempts;
  private final ServedStreams streams;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final SecureRandom random = new SecureRandom();
  private final Channel listening;
  private final Optional<Channel> listeningTls;
  private final Optional<DatagramServer> datagrams;

  private RestreamServer(RestreamSettings settings, RestreamEnvironment environment)
      throws IOException {
    this.settings = settings;
    this.environment = environment;
    this.viewers = new Viewers(environment.metrics(), settings.limits());
    this.attempts = new LoginAttempts(environment.time());
    this.streams = new ServedStreams(viewers);
    try {
      this.datagrams =
          settings.transports().contains(LowerTransport.UDP)
              ? Optional.of(
                  DatagramServer.open(environment.loops(), settings.bind().getAddress(), random))
              : Optional.empty();
      this.listening = bind(settings.bind(), Optional.empty());
      this.listeningTls =
          settings.tls().isPresent()
              ? Optional.of(bind(settings.tls().get().bind(), settings.tls()))
              : Optional.empty();
    } catch (IOException failed) {
      channels.close().awaitUninterruptibly(CLOSE_MILLIS);
      throw failed;
    }
  }

  /**
   * Binds and serves.
   *
   * @throws IOException when an address cannot be bound
   */
  public static RestreamServer open(RestreamSettings settings, RestreamEnvironment environment)
      throws IOException {
    return new RestreamServer(settings, environment);
  }

  private Channel bind(InetSocketAddress address, Optional<RestreamTls> tls) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(environment.loops())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(
                    settings.maxPendingBytes() / 2, settings.maxPendingBytes()))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel viewer) {
                    accept(viewer, tls);
                  }
                });
    try {
      Channel bound = bootstrap.bind(address).syncUninterruptibly().channel();
      channels.add(bound);
      return bound;
    } catch (Exception e) { // Netty throws the checked cause unannounced
      throw new IOException(
          "cannot serve RTSP on " + address + ": " + e.getMessage() + "; choose another port", e);
    }
  }

  private void accept(Channel viewer, Optional<RestreamTls> tls) {
    InetSocketAddress remote = (InetSocketAddress) viewer.remoteAddress();
    boolean crowded = channels.size() > settings.limits().viewers() + SPARE_CONNECTIONS;
    if (remote == null || crowded || attempts.lockedOut(remote.getAddress())) {
      viewers.refused(crowded ? Refusal.CONNECTIONS : Refusal.LOCKED_OUT);
      ChannelFuture unused = viewer.close();
      return;
    }
    channels.add(viewer);
    if (tls.isPresent()) {
      SslHandler handler = tls.get().context().newHandler(viewer.alloc());
      handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
      viewer.pipeline().addLast(handler);
    }
    RtspServerConnection server = new RtspServerConnection(offered(tls.isPresent()), streams::find);
    viewer.pipeline().addLast(new ViewerConnection(viewer, server, new Shared()));
  }

  private ServerSettings offered(boolean encrypted) {
    Optional<ServerAuthenticator> authenticator =
        settings
            .credentials()
            .map(
                credentials ->
                    new ServerAuthenticator(
                        REALM,
                        new Login(credentials.user(), credentials.password()::reveal),
                        settings.algorithms(),
                        this::id));
    // Datagrams would carry in the clear what the connection hides.
    return encrypted
        ? new ServerSettings(Set.of(LowerTransport.TCP), Optional.empty(), authenticator, this::id)
        : new ServerSettings(
            settings.transports(), datagrams.map(DatagramServer::ports), authenticator, this::id);
  }

  /** What viewers share. */
  private final class Shared implements ViewerConnection.Host {
    @Override
    public Optional<LiveStream> want(String path) {
      return streams.want(path);
    }

    @Override
    public Viewers viewers() {
      return viewers;
    }

    @Override
    public Optional<DatagramServer> datagrams() {
      return datagrams;
    }

    @Override
    public void onWrongAnswer(InetSocketAddress remote) {
      viewers.refused(Refusal.CREDENTIALS);
      LOG.info("viewer refused remote={} message=\"wrong user or password\"", remote);
      if (attempts.wrong(remote.getAddress())) {
        LOG.warn(
            "viewers locked out address={} seconds={} message=\"too many wrong passwords\"",
            remote.getAddress().getHostAddress(),
            LoginAttempts.WINDOW.toSeconds());
      }
    }

    @Override
    public String user() {
      return settings.credentials().map(Credentials::user).orElse("-");
    }
  }

  private String id() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * A stream to publish to; it can be viewed once its first key picture is there. Whoever views
   * what was served at its path is sent away.
   *
   * @param path such as {@code /yard} or {@code /yard/sub}
   */
  public LiveStream add(String path) {
    LiveStream stream = stream(path);
    streams.put(stream, Optional.empty());
    return stream;
  }

  private LiveStream stream(String path) {
    return new LiveStream(
        path,
        new GopBuffer(
            settings.bufferBytes(), KEPT, environment.buffers().open(LiveStream.camera(path))));
  }

  /** A stream that is pulled only while somebody views it, once for all. */
  void addOnDemand(String path, Puller puller) {
    LiveStream stream = stream(path);
    OnDemand demand = new OnDemand(stream, puller, environment.loops().next(), environment.time());
    streams.put(stream, Optional.of(demand));
  }

  /**
   * Answers 403 to whoever asks for it.
   *
   * @param reason shown to viewers
   */
  void withhold(String path, String reason) {
    streams.withhold(path, reason);
  }

  /** Serves it no longer; who views it now is sent away. */
  public void remove(String path) {
    streams.remove(path);
  }

  /** Where viewers connect to. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** Where viewers connect to over TLS. */
  public Optional<InetSocketAddress> tlsAddress() {
    return listeningTls.map(channel -> (InetSocketAddress) channel.localAddress());
  }

  @Override
  public void close() {
    streams.removeAll();
    datagrams.ifPresent(DatagramServer::close);
    if (!channels.close().awaitUninterruptibly(CLOSE_MILLIS)) {
      LOG.warn("viewers did not close in time open={}", channels.size());
    }
  }
}
