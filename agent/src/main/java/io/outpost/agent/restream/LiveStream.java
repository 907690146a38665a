package io.outpost.agent.restream;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.protocols.rtp.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream that is served: fed by one publisher, read by any number of viewers. Its RTP timeline
 * goes on when the publisher's starts anew, as it does whenever a camera was reconnected.
 * Thread-safe; nothing in it waits for a viewer.
 */
public final class LiveStream implements Publisher {
  /** Pictures are coded out of order by less than this; more is a new start. */
  private static final long MAX_REORDER_MICROS = 2_000_000;

  /** Between the last picture before a new start and the first behind it. */
  private static final long RESTART_GAP_TICKS = 9_000;

  /** Is called on the publisher's thread or its own, pictures in order; returns at once. */
  interface Viewer {
    void deliver(AccessUnit unit, long timestampTicks);

    /** The stream is served no longer. */
    void onRemoved();
  }

  private final String path;
  private final GopBuffer buffer;
  private final List<Viewer> viewers = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private @Nullable String description;
  private VideoCodec codec = VideoCodec.H264;
  private boolean started;
  private boolean interrupted;
  private boolean closed;
  private long baseTicks;
  private long latestMicros;

  /**
   * @param path such as {@code /yard} or {@code /yard/sub}
   * @param buffer its own; holds what the next viewer begins with, and is closed with it
   */
  LiveStream(String path, GopBuffer buffer) {
    this.path = path;
    this.buffer = buffer;
  }

  String path() {
    return path;
  }

  /** The camera's id: the first segment of the path. */
  String camera() {
    return camera(path);
  }

  static String camera(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path.substring(1) : path.substring(1, end);
  }

  @Override
  public synchronized void publish(AccessUnit unit) {
    if (closed || (interrupted && !unit.key())) {
      return;
    }
    long micros = unit.mediaMicros();
    // Pictures are coded out of order, key pictures are not.
    long reorder = unit.key() ? 0 : MAX_REORDER_MICROS;
    if (started && (interrupted || micros <= latestMicros - reorder)) {
      long next = ticks(latestMicros) + RESTART_GAP_TICKS;
      baseTicks += next - ticks(micros);
      latestMicros = micros;
      buffer.clear();
    }
    latestMicros = started ? Math.max(latestMicros, micros) : micros;
    started = true;
    interrupted = false;
    if (unit.key()) {
      codec = unit.codec();
      description = StreamDescription.of(path.substring(1), unit);
      buffer.clear(); // viewers begin at the newest: older groups would only take memory
    }
    buffer.add(unit);
    long ticks = ticks(micros);
    viewers.forEach(viewer -> viewer.deliver(unit, ticks));
    if (description != null) {
      wake();
    }
  }

  @Override
  public synchronized void interrupt() {
    buffer.clear();
    description = null;
    interrupted = true;
  }

  /** Sends everybody away; nothing is served from here any more. */
  synchronized void close() {
    closed = true;
    buffer.close();
    description = null;
    List<Viewer> left = List.copyOf(viewers);
    viewers.clear();
    left.forEach(Viewer::onRemoved);
    wake();
  }

  private void wake() {
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  /**
   * Runs once, when the stream is described or closed; at once if it is.
   *
   * @param then returns at once, on any thread
   */
  synchronized void whenDescribed(Runnable then) {
    if (closed || description != null) {
      then.run();
    } else {
      waiting.add(then);
    }
  }

  /** No longer waits for the description. */
  synchronized void forget(Runnable waited) {
    waiting.remove(waited);
  }

  /** Coded bytes kept for the next viewer. */
  synchronized long bufferedBytes() {
    return buffer.sizeBytes();
  }

  /** Whether anybody views it or waits for it. */
  synchronized boolean isWanted() {
    return !viewers.isEmpty() || !waiting.isEmpty();
  }

  /** The session description; empty before the first key picture. */
  synchronized Optional<String> description() {
    return Optional.ofNullable(description);
  }

  /** Of the last key picture. */
  synchronized VideoCodec codec() {
    return codec;
  }

  /**
   * Delivers the newest group of pictures, then everything that is published.
   *
   * @param maxBurstBytes a larger group is not delivered: the viewer starts at the next key picture
   * @return false when the stream is served no longer
   */
  synchronized boolean join(Viewer viewer, long maxBurstBytes) {
    if (closed) {
      return false;
    }
    List<AccessUnit> newest = buffer.newest().map(GroupOfPictures::units).orElse(List.of());
    if (newest.stream().mapToLong(AccessUnit::sizeBytes).sum() <= maxBurstBytes) {
      newest.forEach(unit -> viewer.deliver(unit, ticks(unit.mediaMicros())));
    }
    viewers.add(viewer);
    return true;
  }

  synchronized void leave(Viewer viewer) {
    viewers.remove(viewer);
  }

  /** How many view it now. */
  public synchronized int viewers() {
    return viewers.size();
  }

  private long ticks(long mediaMicros) {
    return baseTicks + mediaMicros * 9 / 100;
  }
}
