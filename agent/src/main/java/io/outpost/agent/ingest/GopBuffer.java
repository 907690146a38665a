package io.outpost.agent.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last groups of pictures of one stream, bounded in bytes and in time, and in what all cameras
 * may hold together. Whole groups are dropped, the oldest first, but by time never the last two; a
 * group that alone passes a bound in bytes is dropped as it grows, and its rest is not kept.
 * Thread-safe.
 */
public final class GopBuffer implements AutoCloseable {
  private final long maxBytes;
  private final long spanMicros;
  private final Optional<BufferAccount> account;
  private final Deque<List<AccessUnit>> groups = new ArrayDeque<>();
  private long sizeBytes;
  private boolean closed;

  /** Bounded in bytes alone. */
  public GopBuffer(long maxBytes) {
    this(maxBytes, Duration.ofDays(1));
  }

  /**
   * Bounded apart from all others.
   *
   * @param span of media time that is kept at least, where the bytes allow
   */
  public GopBuffer(long maxBytes, Duration span) {
    this(maxBytes, span, Optional.empty());
  }

  /**
   * Bounded together with others.
   *
   * @param account its own; closed with it
   */
  public GopBuffer(long maxBytes, Duration span, BufferAccount account) {
    this(maxBytes, span, Optional.of(account));
    account.givesBy(this::giveWay);
  }

  private GopBuffer(long maxBytes, Duration span, Optional<BufferAccount> account) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("buffer of " + maxBytes + " bytes, expected more than 0");
    }
    this.maxBytes = maxBytes;
    this.spanMicros = span.toMillis() * 1000;
    this.account = account;
  }

  /** What comes before the first key picture is of no use and not kept. */
  public void add(AccessUnit unit) {
    if (!mayKeep(unit)) {
      return;
    }
    // Without the lock: room is made by this or another buffer, under a lock of its own.
    if (account.isPresent() && !account.get().reserve(unit.sizeBytes())) {
      refuse();
      return;
    }
    keep(unit);
  }

  private synchronized boolean mayKeep(AccessUnit unit) {
    return !closed && (unit.key() || !groups.isEmpty());
  }

  private synchronized void keep(AccessUnit unit) {
    if (!mayKeep(unit)) { // It gave way to its own last picture.
      account.ifPresent(one -> one.release(unit.sizeBytes()));
      return;
    }
    if (unit.key()) {
      groups.addLast(new ArrayList<>());
    }
    groups.getLast().add(unit);
    sizeBytes += unit.sizeBytes();
    while (unit.key() && oldestIsPast(unit.mediaMicros())) {
      dropOldest();
    }
    while (sizeBytes > maxBytes) {
      countDropped(BufferDrop.CAMERA_LIMIT, dropOldest().size());
    }
  }

  /** The group that grows cannot go on. */
  private synchronized void refuse() {
    countDropped(BufferDrop.REFUSED, 1);
    clear();
  }

  private synchronized long giveWay(BufferDrop reason) {
    if (groups.isEmpty()) {
      return 0;
    }
    long before = sizeBytes;
    countDropped(reason, dropOldest().size());
    return before - sizeBytes;
  }

  private void countDropped(BufferDrop reason, int pictures) {
    account.ifPresent(one -> one.dropped(reason, pictures));
  }

  private List<AccessUnit> dropOldest() {
    List<AccessUnit> dropped = groups.removeFirst();
    release(dropped.stream().mapToLong(AccessUnit::sizeBytes).sum());
    return dropped;
  }

  private void release(long bytes) {
    sizeBytes -= bytes;
    account.ifPresent(one -> one.release(bytes));
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
    release(sizeBytes);
  }

  public synchronized long sizeBytes() {
    return sizeBytes;
  }

  /** Keeps nothing any more. */
  @Override
  public synchronized void close() {
    clear();
    closed = true;
    account.ifPresent(BufferAccount::close);
  }
}
