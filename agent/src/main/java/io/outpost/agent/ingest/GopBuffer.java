package io.outpost.agent.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last groups of pictures of one stream, bounded in bytes and in time. Whole groups are
 * dropped, the oldest first, but by time never the last two; a group that alone passes the bound in
 * bytes is dropped as it grows, and its rest is not kept. Thread-safe.
 */
public final class GopBuffer {
  private final long maxBytes;
  private final long spanMicros;
  private final Deque<List<AccessUnit>> groups = new ArrayDeque<>();
  private long sizeBytes;

  /** Bounded in bytes alone. */
  public GopBuffer(long maxBytes) {
    this(maxBytes, Duration.ofDays(1));
  }

  /**
   * @param span of media time that is kept at least, where the bytes allow
   */
  public GopBuffer(long maxBytes, Duration span) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("buffer of " + maxBytes + " bytes, expected more than 0");
    }
    this.maxBytes = maxBytes;
    this.spanMicros = span.toMillis() * 1000;
  }

  /** What comes before the first key picture is of no use and not kept. */
  public synchronized void add(AccessUnit unit) {
    if (unit.key()) {
      groups.addLast(new ArrayList<>());
    } else if (groups.isEmpty()) {
      return;
    }
    groups.getLast().add(unit);
    sizeBytes += unit.sizeBytes();
    while (sizeBytes > maxBytes || (unit.key() && oldestIsPast(unit.mediaMicros()))) {
      for (AccessUnit dropped : groups.removeFirst()) {
        sizeBytes -= dropped.sizeBytes();
      }
    }
  }

  /** Whether the second oldest group alone reaches far enough back. */
  private boolean oldestIsPast(long nowMicros) {
    if (groups.size() <= 2) {
      return false;
    }
    var oldest = groups.iterator();
    oldest.next();
    return nowMicros - oldest.next().get(0).mediaMicros() >= spanMicros;
  }

  /** All that is kept, from the oldest key picture on. */
  public synchronized List<GroupOfPictures> snapshot() {
    return groups.stream().map(GroupOfPictures::new).toList();
  }

  /** The group that is still growing: from the newest key picture on. */
  public synchronized Optional<GroupOfPictures> newest() {
    return Optional.ofNullable(groups.peekLast()).map(GroupOfPictures::new);
  }

  /** To be called when the stream breaks: what follows does not go on from here. */
  public synchronized void clear() {
    groups.clear();
    sizeBytes = 0;
  }

  public synchronized long sizeBytes() {
    return sizeBytes;
  }
}
