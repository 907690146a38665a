package io.outpost.agent.ingest;

import io.netty.channel.EventLoop;
import io.outpost.protocols.rtp.PictureMemory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owner of all streams: opens them, bounds what they do together, and closes them. Thread-safe. */
public final class Ingest implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final int NONCE_BYTES = 16;

  private final IngestEnvironment environment;
  private final IngestSettings settings;
  private final ConnectBudget budget;
  private final StreamGauges gauges;
  private final SecureRandom random = new SecureRandom();
  private final Set<RtspSource> open = ConcurrentHashMap.newKeySet();
  private final Map<EventLoop, PictureMemory> memories = new ConcurrentHashMap<>();

  public Ingest(IngestEnvironment environment, IngestSettings settings) {
    this.environment = environment;
    this.settings = settings;
    this.gauges = new StreamGauges(environment.metrics());
    this.budget = new ConnectBudget(settings.maxConnecting(), settings.maxConnectingPerHost());
  }

  /** Starts to pull a stream and goes on until it is closed. */
  public RtspSource open(StreamSettings stream, StreamListener listener) {
    RtspSource source = new RtspSource(stream, listener, this, environment.loops().next());
    open.add(source);
    source.start();
    return source;
  }

  /** Every stream that is open. */
  public List<RtspSource> sources() {
    return List.copyOf(open);
  }

  /** Closes all streams, each with a TEARDOWN; returns when that is done or its time is over. */
  @Override
  public void close() {
    List<RtspSource> sources = sources();
    sources.forEach(RtspSource::close);
    CompletableFuture<?>[] ends =
        sources.stream().map(RtspSource::ended).toArray(CompletableFuture<?>[]::new);
    Duration deadline = settings.teardownTimeout().multipliedBy(2);
    try {
      CompletableFuture.allOf(ends).get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("streams did not close in time open={}", open.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  IngestEnvironment environment() {
    return environment;
  }

  IngestSettings settings() {
    return settings;
  }

  ConnectBudget budget() {
    return budget;
  }

  /** What the streams of a loop share; to be used on that loop. */
  PictureMemory memory(EventLoop loop) {
    return memories.computeIfAbsent(loop, first -> new PictureMemory());
  }

  StreamGauges gauges() {
    return gauges;
  }

  RandomGenerator random() {
    return random;
  }

  Supplier<String> nonces() {
    return () -> {
      byte[] bytes = new byte[NONCE_BYTES];
      random.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    };
  }

  void onClosed(RtspSource source) {
    open.remove(source);
  }
}
