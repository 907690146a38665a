package io.outpost.agent.outbox;

import io.outpost.agent.event.Event;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.event.LostEvents;
import io.outpost.agent.event.LostEvents.Reason;
import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an outbox: the newest is written to, the others only shrink. A damaged one is set
 * aside, and events that tell of the loss take its place. The writer's thread only.
 */
final class Segments implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Segments.class);

  /** Positions of one segment; the number of the segment is above. */
  private static final int POSITION_BITS = 32;

  private final OutboxFiles files;
  private final OutboxSettings settings;
  private final TimeSource time;
  private final CommitHook hook;
  private final NavigableMap<Integer, Segment> open = new TreeMap<>();
  private final SortedMap<Integer, SortedMap<String, Long>> starts = new TreeMap<>();
  private final SortedMap<String, Long> reserved = new TreeMap<>();
  private OutboxState state = new OutboxState(Incarnation.random(), Map.of(), Map.of());
  private final LongAdder lostEvents = new LongAdder();
  private final Losses losses = new Losses(this);
  private final OpenStills stills;

  private Segments(OutboxFiles files, OutboxSettings settings, TimeSource time, CommitHook hook) {
    this.files = files;
    this.settings = settings;
    this.time = time;
    this.hook = hook;
    this.stills = new OpenStills(settings.quotaBytes());
  }

  static Segments open(OutboxFiles files, OutboxSettings settings, TimeSource time, CommitHook hook)
      throws IOException {
    Segments segments = new Segments(files, settings, time, hook);
    try {
      segments.openAll();
      return segments;
    } catch (IOException e) {
      segments.close();
      throw e;
    }
  }

  private void openAll() throws IOException {
    files.deleteUnfinished();
    Optional<Ledger> ledger = Ledger.read(files);
    ledger.ifPresent(
        read -> {
          starts.putAll(read.starts());
          reserved.putAll(read.reserved());
        });
    SortedSet<Integer> expected = new TreeSet<>(starts.keySet());
    expected.addAll(files.segments());
    int last = Math.max(files.lastNumber(), expected.isEmpty() ? 0 : expected.last());
    // To be looked at before it is opened: that resets it.
    boolean cutShort = WriteAheadLog.isCutShort(Path.of(files.segment(last) + "-wal"));
    Map<Integer, OutboxState> states = new HashMap<>();
    for (int number : files.segments()) {
      openOne(number).ifPresent(read -> states.put(number, read));
    }
    @Nullable OutboxState newest = states.get(last);
    state = newest != null && !cutShort ? newest : recovered(ledger, states);
    state.setSinks(settings.sinks());
    loadStills();
    if (newest == null || cutShort) {
      begin(last + 1);
      losses.announce(losses.told());
    }
    if (newest != null && cutShort) {
      log.error("the log of an outbox segment is damaged file={}", files.segment(last));
      tellLost(newest.sequences());
    }
    for (int number : expected) {
      if (!open.containsKey(number)) {
        replaceLost(number, states);
      }
    }
    losses.findHeads();
    writeLedger();
  }

  /** That of what is open stills are there, and in the newest segment alone. */
  private void loadStills() {
    for (Segment segment : open.values()) {
      try {
        if (isSealed(segment)) {
          clearStills(segment);
        } else {
          stills.load(segment, state.open().keySet());
        }
      } catch (IOException e) {
        log.warn("stills of what is open are not known reason={}", e.getMessage());
      }
    }
  }

  private static void clearStills(Segment segment) throws IOException {
    if (!segment.read(StillTable::list).isEmpty()) {
      segment.transaction(() -> segment.stills().clear());
      segment.shrink();
    }
  }

  private Optional<OutboxState> openOne(int number) throws IOException {
    try {
      Segment segment = Segment.open(files, number, hook);
      open.put(number, segment);
      segment.limit(settings.quotaBytes());
      segment.lastPosition();
      return Optional.of(OutboxState.of(segment.state()));
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.DAMAGED && e.kind() != StoreException.Kind.DISK) {
        throw e;
      }
      setAside(number, e);
    } catch (IllegalArgumentException e) {
      // The state is there, but is no state.
      setAside(number, e);
    }
    return Optional.empty();
  }

  /** What is known when the newest segment is lost: no sequence that may have been given. */
  private OutboxState recovered(Optional<Ledger> ledger, Map<Integer, OutboxState> states) {
    Map<String, Long> sequences = new HashMap<>(reserved);
    Map<String, Long> cursors = new HashMap<>();
    ledger.ifPresent(read -> cursors.putAll(read.cursors()));
    for (OutboxState read : states.values()) {
      read.sequences().forEach((camera, last) -> sequences.merge(camera, last, Math::max));
      read.cursors().forEach((sink, cursor) -> cursors.merge(sink, cursor, Math::max));
    }
    // Without a ledger, ids are told apart from earlier ones by a new incarnation.
    return new OutboxState(
        ledger.map(read -> new Incarnation(read.incarnation())).orElseGet(Incarnation::random),
        sequences,
        cursors);
  }

  /** Which segment a position is in. */
  static int number(long position) {
    return (int) (position >> POSITION_BITS);
  }

  /** Positions of the segment are greater. */
  static long firstPosition(int number) {
    return (long) number << POSITION_BITS;
  }

  /** What is said of losses in the events to come. */
  Losses losses() {
    return losses;
  }

  OutboxState state() {
    return state;
  }

  /** What is on the disk of stills of what is open. */
  OpenStills stills() {
    return stills;
  }

  Segment active() {
    return open.lastEntry().getValue();
  }

  /** Oldest first. */
  List<Segment> all() {
    return List.copyOf(open.values());
  }

  boolean isSealed(Segment segment) {
    return segment != active();
  }

  /** Events that were lost with their segments, since the start. Any thread. */
  long lostEvents() {
    return lostEvents.sum();
  }

  /** Of the newest event that is kept; 0 if there is none. */
  long lastEventPosition() throws IOException {
    for (Segment segment : open.descendingMap().values()) {
      long last = segment.lastPosition();
      if (last > 0) {
        return last;
      }
    }
    return 0;
  }

  /** Goes on in a new file when the newest has grown to its size. */
  void rotateIfFull() throws IOException {
    if (active().usedBytes() >= settings.segmentBytes()) {
      begin(active().number() + 1);
      writeLedger();
    }
  }

  private void begin(int number) throws IOException {
    long before = state.position();
    state.position(firstPosition(number));
    Optional<Segment> last = Optional.ofNullable(open.lastEntry()).map(Map.Entry::getValue);
    try {
      Segment segment = Segment.create(files, number, next -> begin(last, next), hook);
      open.put(number, segment);
      segment.limit(settings.quotaBytes());
    } catch (IOException e) {
      state.position(before);
      throw e;
    }
    starts.put(number, new TreeMap<>(state.sequences()));
    if (last.isPresent()) {
      try {
        clearStills(last.get());
      } catch (IOException e) {
        log.warn("stills are kept twice until the next start reason={}", e.getMessage());
      }
    }
  }

  private void begin(Optional<Segment> last, Segment next) throws SQLException {
    next.put(state.toStored());
    if (last.isPresent()) {
      stills.copy(last.get(), next);
    }
  }

  /** Makes sure that these sequences can be told apart from later ones whatever gets damaged. */
  void reserve(Map<String, Long> sequences) throws IOException {
    boolean changed = false;
    for (Map.Entry<String, Long> entry : sequences.entrySet()) {
      if (reserved.getOrDefault(entry.getKey(), 0L) < entry.getValue()) {
        reserved.put(entry.getKey(), entry.getValue() + Ledger.RESERVATION);
        changed = true;
      }
    }
    if (changed) {
      writeLedger();
    }
  }

  private void writeLedger() throws IOException {
    new Ledger(state.incarnation().value(), starts, reserved, new TreeMap<>(state.cursors()))
        .write(files);
  }

  /** Deletes a sealed segment with all that is in it. */
  void delete(Segment segment) throws IOException {
    // In this order: a segment that the ledger knows and that is not there counts as lost.
    starts.remove(segment.number());
    writeLedger();
    open.remove(segment.number());
    segment.close();
    files.delete(segment.number());
  }

  /** A segment turned out to be damaged while in use. */
  void quarantine(int number, Throwable reason) throws IOException {
    if (!open.containsKey(number)) {
      return;
    }
    boolean newest = number == open.lastKey();
    if (newest) {
      begin(number + 1);
    }
    setAside(number, reason);
    replaceLost(number, Map.of());
    writeLedger();
  }

  private void setAside(int number, Throwable reason) throws IOException {
    @Nullable Segment segment = open.remove(number);
    if (segment != null) {
      try {
        segment.close();
      } catch (StoreException e) {
        reason.addSuppressed(e);
      }
    }
    // Only the latest is kept to be looked at: damage that comes again must not fill the disk.
    files.deleteQuarantinedBefore(time.now());
    Path aside = files.quarantine(number, time.now());
    log.error(
        "outbox segment is damaged and set aside; its undelivered events are lost file={} reason={}",
        aside,
        reason.getMessage());
  }

  /** Puts events that tell of the loss in the place of a segment that is no more. */
  private void replaceLost(int number, Map<Integer, OutboxState> states) throws IOException {
    @Nullable OutboxState before = states.get(number - 1);
    @Nullable Map<String, Long> start = starts.get(number);
    Map<String, Long> known = start != null ? start : before != null ? before.sequences() : null;
    Map<String, Long> end = starts.getOrDefault(number + 1, new TreeMap<>(state.sequences()));
    if (known == null) {
      log.error("it is not known which events were in the lost segment number={}", number);
      known = end;
    }
    List<LostEvents> lost = lost(known, end);
    losses.announce(losses.told()); // They may have been confirmed by what is lost now.
    losses.announce(lost);
    List<Row> rows = rows(lost, firstPosition(number) + (1L << (POSITION_BITS - 1)));
    open.put(number, Segment.create(files, number, lostOnes -> fill(lostOnes, rows), hook));
  }

  private void fill(Segment segment, List<Row> rows) throws SQLException {
    segment.put(state.toStored());
    for (Row row : rows) {
      segment.put(row);
    }
  }

  /** Tells in the newest segment that what was given after these sequences is lost. */
  private void tellLost(Map<String, Long> before) throws IOException {
    List<LostEvents> lost = lost(before, state.sequences());
    losses.announce(lost);
    List<Row> rows = rows(lost, state.position());
    Segment active = active();
    active.transaction(
        () -> {
          for (Row row : rows) {
            active.put(row);
          }
          active.put(OutboxState.positionName(), Long.toString(state.position() + rows.size()));
        });
    state.position(state.position() + rows.size());
  }

  /** Of each camera that has lost some. */
  private List<LostEvents> lost(Map<String, Long> before, Map<String, Long> end)
      throws IOException {
    List<LostEvents> all = new ArrayList<>();
    for (Map.Entry<String, Long> entry : end.entrySet()) {
      String camera = entry.getKey();
      long first = 1 + before.getOrDefault(camera, 0L);
      if (first <= entry.getValue()) {
        LostEvents lost =
            new LostEvents(
                camera, first, entry.getValue(), Reason.DAMAGE, losses.hash(camera, first - 1));
        all.add(lost);
        lostEvents.add(1 + lost.last() - lost.first());
        log.error("events are lost camera={} first={} last={}", camera, first, lost.last());
      }
    }
    return all;
  }

  /** At the positions after the given one. */
  private List<Row> rows(List<LostEvents> all, long position) {
    List<Row> rows = new ArrayList<>();
    for (LostEvents lost : all) {
      rows.add(row(position + rows.size() + 1, lost));
    }
    return rows;
  }

  Row row(long position, LostEvents lost) {
    Event event = lost.toEvent(settings.agent(), state.incarnation(), time.now());
    return Row.of(position, event, lost.first(), time.now());
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Segment segment : open.values()) {
      try {
        segment.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
