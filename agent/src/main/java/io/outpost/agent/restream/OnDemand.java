package io.outpost.agent.restream;

import io.netty.channel.EventLoop;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pulls a stream while somebody wants it: from the first question for it until {@link #LINGER}
 * after the last viewer left, so that a viewer who comes back need not wait. One pull for all
 * viewers. Thread-safe.
 */
final class OnDemand {
  /** A player that was restarted, or asks in two connections, finds the stream still there. */
  static final Duration LINGER = Duration.ofSeconds(10);

  private static final long CHECK_SECONDS = 1;

  private final LiveStream stream;
  private final RestreamServer.Puller puller;
  private final EventLoop loop;
  private final TimeSource time;

  // Guarded by this.
  private @Nullable Pull pull;
  private boolean closed;
  private long wantedNanos;

  OnDemand(LiveStream stream, RestreamServer.Puller puller, EventLoop loop, TimeSource time) {
    this.stream = stream;
    this.puller = puller;
    this.loop = loop;
    this.time = time;
  }

  /** One pull; what comes in after its end goes nowhere. */
  private final class Pull implements Publisher {
    private RestreamServer.@Nullable Pulling source;
    private @Nullable Future<?> check;

    @Override
    public void publish(AccessUnit unit) {
      synchronized (OnDemand.this) {
        if (pull == this) {
          stream.publish(unit);
        }
      }
    }

    @Override
    public void interrupt() {
      synchronized (OnDemand.this) {
        if (pull == this) {
          stream.interrupt();
        }
      }
    }

    void close() {
      if (check != null) {
        check.cancel(false);
      }
      if (source != null) {
        source.close();
      }
    }
  }

  /** Somebody asks for the stream. */
  synchronized void want() {
    wantedNanos = time.nanos();
    if (closed || pull != null) {
      return;
    }
    Pull started = new Pull();
    pull = started;
    started.source = puller.start(started);
    started.check =
        loop.scheduleAtFixedRate(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends the pull when nobody has wanted it for {@link #LINGER}. */
  synchronized void check() {
    if (stream.isWanted()) {
      wantedNanos = time.nanos();
    } else if (time.nanos() - wantedNanos >= LINGER.toNanos()) {
      stop();
    }
  }

  private void stop() {
    Pull ended = pull;
    if (ended != null) {
      pull = null;
      ended.close();
      stream.interrupt();
    }
  }

  synchronized void close() {
    closed = true;
    stop();
  }
}
