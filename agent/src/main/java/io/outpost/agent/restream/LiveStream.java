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
public final class LiveStream {
  /** Pictures are coded out of order by less than this; more is a new start. */
  private static final long MAX_REORDER_MICROS = 2_000_000;

  /** Between the last picture before a new start and the first behind it. */
  private static final long RESTART_GAP_TICKS = 9_000;

  /** Receives pictures in order, on the publisher's thread. */
  interface Viewer {
    void deliver(AccessUnit unit, long timestampTicks);
  }

  private final String name;
  private final GopBuffer buffer;
  private final List<Viewer> viewers = new ArrayList<>();
  private @Nullable String description;
  private VideoCodec codec = VideoCodec.H264;
  private boolean started;
  private long baseTicks;
  private long latestMicros;

  LiveStream(String name, long bufferBytes) {
    this.name = name;
    this.buffer = new GopBuffer(bufferBytes);
  }

  /** Serves one picture to all who view. */
  public synchronized void publish(AccessUnit unit) {
    long micros = unit.mediaMicros();
    // Pictures are coded out of order, key pictures are not.
    long reorder = unit.key() ? 0 : MAX_REORDER_MICROS;
    if (started && micros <= latestMicros - reorder) {
      long next = ticks(latestMicros) + RESTART_GAP_TICKS;
      baseTicks += next - ticks(micros);
      latestMicros = micros;
      buffer.clear();
    }
    latestMicros = started ? Math.max(latestMicros, micros) : micros;
    started = true;
    if (unit.key()) {
      codec = unit.codec();
      description = StreamDescription.of(name, unit);
    }
    buffer.add(unit);
    long ticks = ticks(micros);
    viewers.forEach(viewer -> viewer.deliver(unit, ticks));
  }

  /** The session description; empty before the first key picture. */
  synchronized Optional<String> description() {
    return Optional.ofNullable(description);
  }

  /** Of the last key picture. */
  synchronized VideoCodec codec() {
    return codec;
  }

  /** Delivers the newest group of pictures, then everything that is published. */
  synchronized void join(Viewer viewer) {
    Optional<GroupOfPictures> newest = buffer.newest();
    if (newest.isPresent()) {
      newest.get().units().forEach(unit -> viewer.deliver(unit, ticks(unit.mediaMicros())));
    }
    viewers.add(viewer);
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
