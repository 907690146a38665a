package io.outpost.agent.restream;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.http.ServerAuthenticator;
import io.outpost.protocols.rtsp.LowerTransport;
import io.outpost.protocols.rtsp.RtspServerConnection;
import io.outpost.protocols.rtsp.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves live streams by RTSP, each at a path of its own. Thread-safe. */
public final class RestreamServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestreamServer.class);

  /** Connections at one time; more are closed as they come. */
  private static final int MAX_VIEWERS = 256;

  private static final String REALM = "Outpost";
  private static final int ID_BYTES = 16;
  private static final long CLOSE_MILLIS = 2_000;

  private final RestreamSettings settings;
  private final EventLoopGroup loops;
  private final Map<String, LiveStream> streams = new ConcurrentHashMap<>();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final SecureRandom random = new SecureRandom();
  private final Channel listening;
  private final Optional<DatagramServer> datagrams;

  private RestreamServer(RestreamSettings settings, EventLoopGroup loops) throws IOException {
    this.settings = settings;
    this.loops = loops;
    this.listening = bind();
    channels.add(listening);
    this.datagrams =
        settings.transports().contains(LowerTransport.UDP)
            ? Optional.of(DatagramServer.open(loops, settings.bind().getAddress(), random))
            : Optional.empty();
  }

  /**
   * Binds and serves.
   *
   * @throws IOException when the address cannot be bound
   */
  public static RestreamServer open(RestreamSettings settings, EventLoopGroup loops)
      throws IOException {
    return new RestreamServer(settings, loops);
  }

  private Channel bind() throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
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
                    accept(viewer);
                  }
                });
    try {
      return bootstrap.bind(settings.bind()).syncUninterruptibly().channel();
    } catch (Exception e) { // Netty throws the checked cause unannounced
      throw new IOException(
          "cannot serve RTSP on "
              + settings.bind()
              + ": "
              + e.getMessage()
              + "; choose another port",
          e);
    }
  }

  private void accept(Channel viewer) {
    if (channels.size() > MAX_VIEWERS) {
      ChannelFuture unused = viewer.close();
      return;
    }
    channels.add(viewer);
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
    ServerSettings offered =
        new ServerSettings(
            settings.transports(), datagrams.map(DatagramServer::ports), authenticator, this::id);
    RtspServerConnection server =
        new RtspServerConnection(offered, path -> find(path).flatMap(LiveStream::description));
    viewer.pipeline().addLast(new ViewerConnection(viewer, server, new Shared()));
  }

  /** What viewers share. */
  private final class Shared implements ViewerConnection.Host {
    @Override
    public Optional<LiveStream> find(String path) {
      return RestreamServer.this.find(path);
    }

    @Override
    public Optional<DatagramServer> datagrams() {
      return datagrams;
    }
  }

  private String id() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Optional<LiveStream> find(String path) {
    return Optional.ofNullable(streams.get(path));
  }

  /**
   * A stream to publish to; it can be viewed once its first key picture is there.
   *
   * @param path such as {@code /yard} or {@code /yard/sub}
   */
  public LiveStream add(String path) {
    return streams.computeIfAbsent(
        path, key -> new LiveStream(key.substring(1), settings.bufferBytes()));
  }

  /** Serves it no longer; who views it now keeps what is still published. */
  public void remove(String path) {
    streams.remove(path);
  }

  /** Where viewers connect to. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  @Override
  public void close() {
    datagrams.ifPresent(DatagramServer::close);
    if (!channels.close().awaitUninterruptibly(CLOSE_MILLIS)) {
      LOG.warn("viewers did not close in time open={}", channels.size());
    }
  }
}
