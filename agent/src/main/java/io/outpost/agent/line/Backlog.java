package io.outpost.agent.line;

import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.BufferAccount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * What of one camera waits for the vision worker. What was kept and is to be looked at after all
 * comes first, whole. What arrives now is bounded in bytes: when the box does not keep up, fewer of
 * its pictures are looked at; when that does not help, all of it is dropped to the next key
 * picture. All of it, what the worker has not answered yet included, is held by its {@link
 * BufferAccount}. Not thread-safe.
 */
final class Backlog implements AutoCloseable {
  /** Some seconds of a 4 Mbit/s stream; more would only make events late. */
  static final long MAX_BYTES = 4L << 20;

  /** Of one batch: about a second's. */
  static final int MAX_LOOKS = 6;

  private final BufferAccount account;
  private final ObjIntConsumer<DropReason> dropped;
  private final Deque<Look> kept = new ArrayDeque<>();
  private final List<Look> live = new ArrayList<>();
  private long keptBytes;
  private long liveBytes;
  private long underWayBytes;
  private boolean wanted;
  private boolean skipping;

  /**
   * @param account closed with this
   * @param dropped told how many access units are dropped, and why
   */
  Backlog(BufferAccount account, ObjIntConsumer<DropReason> dropped) {
    this.account = account;
    this.dropped = dropped;
  }

  /** Takes what comes from the camera now. */
  void add(Look look) {
    boolean key = look.unit().key();
    if (skipping && !key) {
      dropped.accept(DropReason.AWAITING_KEY, 1);
      return;
    }
    skipping = false;
    int bytes = look.unit().sizeBytes();
    if (liveBytes + bytes > MAX_BYTES) {
      dropLive(DropReason.OVERLOAD);
      if (!key) {
        skip(DropReason.OVERLOAD);
        return;
      }
    }
    if (!account.reserve(bytes)) {
      dropLive(DropReason.MEMORY);
      if (!key || !account.reserve(bytes)) {
        skip(DropReason.MEMORY);
        return;
      }
    }
    live.add(look);
    liveBytes += bytes;
    wanted |= look.wanted();
  }

  private void skip(DropReason reason) {
    skipping = true;
    dropped.accept(reason, 1);
  }

  /** These stand in for all that waits. */
  void replaceBy(List<Look> looks) {
    forgetLive();
    forgetKept();
    skipping = false;
    List<Look> held = looks;
    while (!held.isEmpty() && !account.reserve(bytes(held))) {
      List<Look> later = fromNextKey(held);
      dropped.accept(DropReason.MEMORY, held.size() - later.size());
      held = later;
    }
    kept.addAll(held);
    keptBytes = bytes(held);
    skipping = held.isEmpty() && !looks.isEmpty();
  }

  /** All but the first group of pictures. */
  private static List<Look> fromNextKey(List<Look> looks) {
    int next = 1;
    while (next < looks.size() && !looks.get(next).unit().key()) {
      next++;
    }
    return looks.subList(next, looks.size());
  }

  private static long bytes(List<Look> looks) {
    return looks.stream().mapToLong(look -> look.unit().sizeBytes()).sum();
  }

  /** Drops all that waits. */
  void drop(DropReason reason) {
    if (!kept.isEmpty()) {
      dropped.accept(reason, kept.size());
      forgetKept();
    }
    dropLive(reason);
  }

  /** Drops all that waits and all that comes before the next key picture. */
  void dropToNextKey(DropReason reason) {
    drop(reason);
    skipping = true;
  }

  /** Whether anything waits that somebody wants to look at: nothing is decoded before. */
  boolean isDue() {
    return !kept.isEmpty() || wanted;
  }

  /** The next batch; it is held until it is {@link #done}. */
  List<Look> take() {
    if (kept.isEmpty()) {
      List<Look> batch = thinned(live);
      underWayBytes += liveBytes;
      liveBytes = 0;
      forgetLive();
      return batch;
    }
    List<Look> batch = new ArrayList<>();
    int looks = 0;
    while (looks < MAX_LOOKS && !kept.isEmpty()) {
      Look look = kept.removeFirst();
      batch.add(look);
      looks += look.wanted() ? 1 : 0;
    }
    keptBytes -= bytes(batch);
    underWayBytes += bytes(batch);
    return batch;
  }

  /** The worker has answered, or never will. */
  void done() {
    account.release(underWayBytes);
    underWayBytes = 0;
  }

  /** All the pictures, of which at most {@link #MAX_LOOKS} are looked at, the last one for sure. */
  static List<Look> thinned(List<Look> waiting) {
    int looks = (int) waiting.stream().filter(Look::wanted).count();
    int step = (looks + MAX_LOOKS - 1) / MAX_LOOKS;
    List<Look> batch = new ArrayList<>();
    int left = looks;
    for (Look look : waiting) {
      if (look.wanted()) {
        left--;
        batch.add(left % step == 0 ? look : look.passed());
      } else {
        batch.add(look);
      }
    }
    return batch;
  }

  private void dropLive(DropReason reason) {
    if (!live.isEmpty()) {
      dropped.accept(reason, live.size());
      forgetLive();
    }
  }

  private void forgetLive() {
    live.clear();
    account.release(liveBytes);
    liveBytes = 0;
    wanted = false;
  }

  private void forgetKept() {
    kept.clear();
    account.release(keptBytes);
    keptBytes = 0;
  }

  /** Nothing can be added any more. */
  @Override
  public void close() {
    account.close();
  }
}
