package io.outpost.agent.verify;

import io.outpost.agent.event.LostRange;
import io.outpost.agent.verify.Flaw.Kind;
import io.outpost.agent.verify.Ranges.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the events of one camera in the order in which they come. An event may come again, as
 * deliveries do: with the same bytes that is no flaw. Not thread-safe.
 */
final class Chain {
  /** Of so many events the hash is kept, in case one comes again or out of order. */
  private static final int KEPT = 10_000;

  /** Of flaws that are kept; the rest is only counted. */
  private static final int MAX_FLAWS = 1000;

  private final String camera;
  private final String incarnation;
  private final Map<Long, String> hashes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > KEPT;
        }
      };
  // By the sequence of an event that is missing, what the one behind it says its hash is.
  private final Map<Long, String> wanted = new HashMap<>();
  private final Ranges missing = new Ranges();
  private final Ranges unconfirmed = new Ranges();
  private final List<Flaw> flaws = new ArrayList<>();
  private long begin;
  private long end;
  // Of the event at the end; empty when that is lost.
  private Optional<String> endHash = Optional.empty();
  private boolean chained;
  private long verified;
  private long unchained;
  private long repeated;
  private long lost;
  private long flawCount;

  Chain(String camera, String incarnation) {
    this.camera = camera;
    this.incarnation = incarnation;
  }

  void add(ReadEvent event) {
    if (event.lost()) {
      addLoss(event);
      return;
    }
    long sequence = event.last();
    String before = hashes.get(sequence);
    if (before != null) {
      if (before.equals(known(event))) {
        repeated++;
      } else {
        flaw(Kind.CHANGED, sequence);
      }
      return;
    }
    boolean intact = checkOwn(event);
    if (end > 0 && sequence <= end) {
      addLate(event, intact);
    } else {
      addNext(event, intact);
    }
    hashes.put(sequence, known(event));
    confirm(event);
  }

  /** What the event behind this one is to name: also if this one is no longer what it was. */
  private static String known(ReadEvent event) {
    return event.claimed().orElse(event.hash());
  }

  private boolean checkOwn(ReadEvent event) {
    boolean intact = event.claimed().map(event.hash()::equals).orElse(true);
    if (!intact) {
      flaw(Kind.CHANGED, event.last());
    }
    return intact;
  }

  private void addNext(ReadEvent event, boolean intact) {
    long sequence = event.last();
    if (end == 0) {
      begin = sequence;
    } else if (sequence > end + 1) {
      missing.add(end + 1, sequence - 1);
      event.link().previous().ifPresent(hash -> wanted.put(sequence - 1, hash));
    } else if (endHash.isPresent()) {
      checkLink(event, endHash.get());
    }
    if (event.claimed().isEmpty()) {
      unchained++;
      if (chained && intact) {
        flaw(Kind.CHANGED, sequence); // It has had a hash.
      }
    } else {
      chained = true;
      verified += intact ? 1 : 0;
    }
    end = sequence;
    endHash = Optional.of(known(event));
  }

  private void checkLink(ReadEvent event, String expected) {
    Optional<String> previous = event.link().previous();
    if (previous.isPresent() && !previous.get().equals(expected)) {
      flaw(Kind.CHANGED, end);
      verified = Math.max(0, verified - 1);
    } else if (previous.isEmpty() && event.claimed().isPresent()) {
      flaw(Kind.CHANGED, event.last()); // It knew what was before it, and must say so.
    }
  }

  /** It should have come before. */
  private void addLate(ReadEvent event, boolean intact) {
    long sequence = event.last();
    if (missing.remove(sequence, sequence).isEmpty()
        && unconfirmed.remove(sequence, sequence).isEmpty()) {
      flaw(Kind.OUT_OF_ORDER, sequence); // Too long ago to say whether it has come before.
      return;
    }
    String expected = wanted.remove(sequence);
    if (intact && expected != null && !expected.equals(known(event))) {
      flaw(Kind.CHANGED, sequence);
    } else {
      flaw(Kind.OUT_OF_ORDER, sequence);
    }
    if (!missing.contains(sequence - 1)) {
      checkBefore(sequence, event.link().previous());
    } else {
      event.link().previous().ifPresent(hash -> wanted.putIfAbsent(sequence - 1, hash));
    }
  }

  private void addLoss(ReadEvent event) {
    if (!event.claimed().map(event.hash()::equals).orElse(true)) {
      flaw(Kind.CHANGED, event.last());
    }
    for (Range found : missing.remove(event.first(), event.last())) {
      unconfirmed.add(found.first(), found.last());
    }
    if (event.last() <= end) {
      return; // Told again, or what it tells of has been delivered before it was lost.
    }
    long first = end == 0 ? event.first() : Math.max(event.first(), end + 1);
    if (end > 0) {
      missing.add(end + 1, first - 1);
    }
    if (end > 0 && first == end + 1 && event.first() == first) {
      checkBefore(first, event.link().previous());
    }
    begin = end == 0 ? first : begin;
    unconfirmed.add(first, event.last());
    end = event.last();
    endHash = Optional.empty();
  }

  private void checkBefore(long first, Optional<String> previous) {
    String before = hashes.get(first - 1);
    if (before != null && previous.isPresent() && !previous.get().equals(before)) {
      flaw(Kind.CHANGED, first - 1);
    }
  }

  /** What an event of the chain says is lost, is. */
  private void confirm(ReadEvent event) {
    for (LostRange range : event.link().lost()) {
      List<Range> gone = new ArrayList<>(unconfirmed.remove(range.first(), range.last()));
      gone.addAll(missing.remove(range.first(), range.last()));
      if (!gone.isEmpty()) {
        lost += gone.stream().mapToLong(Range::size).sum();
        checkBefore(range.first(), range.previous());
      }
    }
  }

  /** An event was there, but not as it was stored. */
  void damaged(long sequence) {
    flaw(Kind.CHANGED, sequence);
    missing.remove(sequence, sequence);
    if (sequence == end + 1 || end == 0) {
      begin = end == 0 ? sequence : begin;
      end = sequence;
      endHash = Optional.empty();
    }
  }

  void imageChanged(long sequence) {
    flaw(Kind.IMAGE, sequence);
  }

  private void flaw(Kind kind, long sequence) {
    Flaw flaw = new Flaw(kind, sequence, sequence);
    if (flaws.contains(flaw)) {
      return;
    }
    flawCount++;
    if (flaws.size() < MAX_FLAWS) {
      flaws.add(flaw);
    }
  }

  ChainResult result() {
    List<Flaw> all = new ArrayList<>(flaws);
    missing.all().forEach(r -> all.add(new Flaw(Kind.MISSING, r.first(), r.last())));
    unconfirmed.all().forEach(r -> all.add(new Flaw(Kind.UNCONFIRMED, r.first(), r.last())));
    all.sort(Comparator.comparingLong(Flaw::first).thenComparing(Flaw::kind));
    return new ChainResult(
        camera,
        incarnation,
        begin,
        end,
        endHash,
        new ChainResult.Counts(
            verified,
            unchained,
            repeated,
            lost,
            flawCount + missing.all().size() + unconfirmed.all().size()),
        all);
  }
}
