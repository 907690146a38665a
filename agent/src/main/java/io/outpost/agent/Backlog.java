package io.outpost.agent;

import io.outpost.agent.gate.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * What of one camera waits for the vision worker. What was kept and is to be looked at after all
 * comes first, whole. What arrives now is bounded in bytes: when the box does not keep up, fewer of
 * its pictures are looked at; when that does not help, all of it is dropped to the next key
 * picture. Not thread-safe.
 */
final class Backlog {
  /** Some seconds of a 4 Mbit/s stream; more would only make events late. */
  static final long MAX_BYTES = 4L << 20;

  /** Of one batch: about a second's. */
  static final int MAX_LOOKS = 6;

  private final ObjIntConsumer<DropReason> dropped;
  private final Deque<Look> kept = new ArrayDeque<>();
  private final List<Look> live = new ArrayList<>();
  private long liveBytes;
  private boolean wanted;
  private boolean skipping;

  /**
   * @param dropped told how many access units are dropped, and why
   */
  Backlog(ObjIntConsumer<DropReason> dropped) {
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
    if (liveBytes + look.unit().sizeBytes() > MAX_BYTES) {
      dropLive(DropReason.OVERLOAD);
      if (!key) {
        skipping = true;
        dropped.accept(DropReason.OVERLOAD, 1);
        return;
      }
    }
    live.add(look);
    liveBytes += look.unit().sizeBytes();
    wanted |= look.wanted();
  }

  /** These stand in for all that waits. */
  void replaceBy(List<Look> looks) {
    forgetLive();
    kept.clear();
    kept.addAll(looks);
    skipping = false;
  }

  /** Drops all that waits. */
  void drop(DropReason reason) {
    if (!kept.isEmpty()) {
      dropped.accept(reason, kept.size());
      kept.clear();
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

  /** The next batch. */
  List<Look> take() {
    if (kept.isEmpty()) {
      List<Look> batch = thinned(live);
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
    return batch;
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
    liveBytes = 0;
    wanted = false;
  }
}
