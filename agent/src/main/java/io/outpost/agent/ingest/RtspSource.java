package io.outpost.agent.ingest;

import io.netty.channel.EventLoop;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.agent.time.BackOff;
import io.outpost.protocols.rtsp.ClientSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream, kept up for as long as it is open: connect, receive, and after a pause again. Its
 * public methods may be called from any thread; all else happens on its event loop.
 */
public final class RtspSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RtspSource.class);

  /**
   * Media for this long means that the camera works: the next failure starts from a short pause.
   */
  static final Duration SUSTAINED = Duration.ofSeconds(5);

  private final StreamSettings stream;
  private final StreamListener listener;
  private final Ingest ingest;
  private final IngestContext context;
  private final BackOff backOff;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private volatile Optional<CameraClock> cameraClock = Optional.empty();
  private volatile StreamStatus status = StreamStatus.NEW;
  private @Nullable RtspConnection connection;
  private Optional<ClientSettings.StaleSession> stale = Optional.empty();

  private final TransportMemory transports;

  private @Nullable Future<?> retry;
  private @Nullable Reason lastReason;
  private boolean closed;
  private boolean connecting;
  private long streamingSinceNanos;
  private long lastUnitNanos;

  RtspSource(StreamSettings stream, StreamListener listener, Ingest ingest, EventLoop loop) {
    this.stream = stream;
    this.transports = new TransportMemory(stream.transport());
    this.listener = listener;
    this.ingest = ingest;
    IngestSettings settings = ingest.settings();
    this.context =
        new IngestContext(
            loop,
            ingest.memory(loop),
            ingest.environment().pace(),
            settings,
            ingest.environment().time(),
            new StreamMeters(ingest.environment().metrics(), ingest.gauges(), stream.camera()),
            () -> cameraClock,
            ingest.nonces(),
            ingest.random(),
            LOG);
    this.backOff = new BackOff(settings.firstBackOff(), settings.maxBackOff(), ingest.random());
  }

  public StreamSettings settings() {
    return stream;
  }

  public StreamStatus status() {
    return status;
  }

  /** Corrects capture times by reports of a clock that is wrong; any thread. */
  public void correctBy(CameraClock clock) {
    cameraClock = Optional.of(clock);
  }

  void start() {
    context.loop().execute(this::attempt);
  }

  /** Ends the session politely and returns at once; the listener hears {@code CLOSED}. */
  @Override
  public void close() {
    context.loop().execute(this::closeOnLoop);
  }

  /** Done when the socket is gone and the listener has heard its last. */
  CompletableFuture<@Nullable Void> ended() {
    return ended;
  }

  private void closeOnLoop() {
    if (closed) {
      return;
    }
    closed = true;
    RtspConnection open = connection;
    if (open != null) {
      open.close();
    } else {
      if (retry != null) {
        retry.cancel(false);
      }
      finish();
    }
  }

  private void finish() {
    releaseTurn();
    context.meters().close();
    change(new StreamStatus(StreamState.CLOSED, status.failure(), Optional.empty()));
    ingest.onClosed(this);
    ended.complete(null);
  }

  private void attempt() {
    if (closed) {
      return;
    }
    change(new StreamStatus(StreamState.CONNECTING, status.failure(), Optional.empty()));
    ingest.budget().acquire(stream.host(), () -> context.loop().execute(this::onTurn));
  }

  private void onTurn() {
    connecting = true;
    if (closed) {
      releaseTurn();
      return;
    }
    ingest
        .environment()
        .resolver()
        .execute(
            () -> {
              InetAddress address;
              try {
                address = InetAddress.getByName(stream.host());
              } catch (UnknownHostException e) {
                context.loop().execute(() -> onUnresolved(e));
                return;
              }
              context.loop().execute(() -> connect(address));
            });
  }

  private void onUnresolved(UnknownHostException cause) {
    Duration patience = context.settings().connectTimeout();
    onEnded(Optional.of(ConnectFailures.of(cause, stream, patience)), stale);
  }

  private void connect(InetAddress address) {
    if (closed) {
      releaseTurn();
      return;
    }
    RtspConnection made = new RtspConnection(plan(), context, new Events());
    connection = made;
    made.connect(new InetSocketAddress(address, stream.port()));
  }

  private ConnectionPlan plan() {
    return new ConnectionPlan(stream, transports.next(), transports.silent(), stale);
  }

  private void releaseTurn() {
    if (connecting) {
      connecting = false;
      ingest.budget().release(stream.host());
    }
  }

  private void onEnded(
      Optional<StreamFailure> why, Optional<ClientSettings.StaleSession> leftBehind) {
    RtspConnection gone = connection;
    Optional<StreamFailure> failure = why.map(transports::explained);
    if (gone != null && why.isPresent()) {
      transports.onEnded(why.get().reason(), gone.lower());
    }
    connection = null;
    stale = leftBehind;
    releaseTurn();
    context.meters().setStreaming(false);
    if (closed || failure.isEmpty()) {
      finish();
      return;
    }
    Reason reason = failure.get().reason();
    context.meters().onFailure(reason);
    if (status.state() == StreamState.STREAMING
        && lastUnitNanos - streamingSinceNanos >= SUSTAINED.toNanos()) {
      backOff.reset();
    }
    Duration pause = backOff.next();
    logFailure(failure.get(), pause);
    lastReason = reason;
    change(new StreamStatus(StreamState.WAITING, failure, Optional.empty()));
    retry = context.loop().schedule(this::attempt, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The same reason over and over is said once; the metric counts the rest. */
  private void logFailure(StreamFailure failure, Duration pause) {
    if (failure.reason() == lastReason) {
      LOG.debug(
          "stream still down camera={} reason={} retryMillis={}",
          stream.camera(),
          failure.reason().label(),
          pause.toMillis());
      return;
    }
    LOG.warn(
        "stream down camera={} reason={} retryMillis={} message=\"{}\"",
        stream.camera(),
        failure.reason().label(),
        pause.toMillis(),
        failure.message());
  }

  private void change(StreamStatus next) {
    status = next;
    listener.onState(next);
  }

  /** What the connection says. */
  private final class Events implements RtspConnection.Owner {
    @Override
    public void onPlaying() {
      releaseTurn();
    }

    @Override
    public void onStreaming(StreamDetails details) {
      lastReason = null;
      streamingSinceNanos = context.time().nanos();
      context.meters().setStreaming(true);
      LOG.info(
          "stream up camera={} codec={} width={} height={} transport={} refused={} silent={}",
          stream.camera(),
          details.codec(),
          details.width(),
          details.height(),
          details.transport(),
          details.refused(),
          details.silent());
      change(new StreamStatus(StreamState.STREAMING, Optional.empty(), Optional.of(details)));
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
      lastUnitNanos = context.time().nanos();
      listener.onAccessUnit(unit);
    }

    @Override
    public void onEnded(
        Optional<StreamFailure> failure, Optional<ClientSettings.StaleSession> leftBehind) {
      RtspSource.this.onEnded(failure, leftBehind);
    }
  }
}
