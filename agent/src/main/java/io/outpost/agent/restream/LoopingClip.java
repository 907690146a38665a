package io.outpost.agent.restream;

import io.netty.channel.EventLoop;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays a clip over and over, as fast as it was taken: a camera without a camera. */
public final class LoopingClip implements AutoCloseable {
  private static final long MIN_PICTURE_MICROS = 1_000;

  private final List<AccessUnit> clip;
  private final Consumer<AccessUnit> out;
  private final EventLoop loop;
  private final TimeSource time;
  private final long firstMicros;
  private final long roundMicros;
  private long startNanos;
  private int next;
  private long round;
  private volatile @Nullable Future<?> waiting;
  private volatile boolean closed;

  /**
   * @param clip starts with a key picture
   * @param out called on {@code loop}
   */
  public LoopingClip(
      List<AccessUnit> clip, Consumer<AccessUnit> out, EventLoop loop, TimeSource time) {
    if (clip.isEmpty() || !clip.get(0).key()) {
      throw new IllegalArgumentException("a clip starts with a key picture");
    }
    this.clip = List.copyOf(clip);
    this.out = out;
    this.loop = loop;
    this.time = time;
    this.firstMicros = clip.get(0).mediaMicros();
    long lastMicros = clip.stream().mapToLong(AccessUnit::mediaMicros).max().orElse(firstMicros);
    long spanMicros = lastMicros - firstMicros;
    this.roundMicros =
        spanMicros + Math.max(MIN_PICTURE_MICROS, spanMicros / Math.max(1, clip.size() - 1));
  }

  public void start() {
    loop.execute(
        () -> {
          startNanos = time.nanos();
          step();
        });
  }

  private void step() {
    if (closed) {
      return;
    }
    AccessUnit unit = clip.get(next);
    long mediaMicros = round * roundMicros + unit.mediaMicros() - firstMicros;
    long waitNanos = startNanos + mediaMicros * 1_000 - time.nanos();
    if (waitNanos > 0) {
      waiting = loop.schedule(this::step, waitNanos, TimeUnit.NANOSECONDS);
      return;
    }
    CaptureTime now = new CaptureTime(time.now(), CaptureTime.Source.MEDIA, Duration.ZERO);
    out.accept(new AccessUnit(unit.codec(), unit.data(), mediaMicros, now, unit.key(), 0));
    next++;
    if (next == clip.size()) {
      next = 0;
      round++;
    }
    loop.execute(this::step);
  }

  @Override
  public void close() {
    closed = true;
    Future<?> pending = waiting;
    if (pending != null) {
      pending.cancel(false);
    }
  }
}
