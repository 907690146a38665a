package io.outpost.protocols.rtp;

import org.jspecify.annotations.Nullable;

/**
 * Brings the packets of one RTP stream into order, counts what is missing, and unwraps sequence
 * numbers and timestamps (RFC 3550 A.1, A.3, A.8). Used by one thread:
 *
 * <pre>{@code
 * if (receiver.offer(packet.wrap(bytes, offset, length), nowNanos).isTaken()) { ... }
 * for (RtpPacket next = receiver.poll(nowNanos); next != null; next = receiver.poll(nowNanos)) {
 *   depacketiser.push(next, out);   // a ProtocolException ends this packet, not the loop
 * }
 * }</pre>
 *
 * <p>A packet in order passes through without being copied or allocated. Only those that come early
 * over UDP are copied, into memory that is used again; it is bounded in packets and in time.
 *
 * <p>A change of SSRC, or sequence numbers too far off to be loss, start the stream anew: what was
 * held back is dropped, and the packet says so ({@link RtpPacket#discontinuity}). Numbers of
 * RTP-Info are not looked at, for cameras send wrong ones: the first packet starts the stream.
 */
public final class RtpReceiver {
  /** RFC 3550 A.1: a larger gap is a restart. */
  static final int MAX_DROPOUT = 3_000;

  /** RFC 3550 A.1: a packet further behind is a restart. */
  static final int MAX_MISORDER = 100;

  /** Packets held back at most: at 4 Mbit/s about 90 ms. */
  public static final int MAX_REORDERED_PACKETS = 64;

  /** How long a missing packet is waited for. */
  public static final long MAX_REORDER_NANOS = 200_000_000;

  private final boolean reordering;
  private final TimestampUnwrapper timestamps;
  private final ReorderBuffer early;
  private final ReceptionStatistics statistics;

  private @Nullable RtpPacket ready;
  private boolean started;
  private int ssrc;
  private long highest;
  private long nextToDeliver;

  /** One bit for each of the last 64 packets before {@link #nextToDeliver}: whether it came. */
  private long delivered;

  private int badSequence = -1;
  private Discontinuity restart = Discontinuity.NONE;
  private int lostAtRestart;

  private RtpReceiver(int clockRate, boolean reordering) {
    this.reordering = reordering;
    this.timestamps = new TimestampUnwrapper(clockRate);
    this.early = new ReorderBuffer(reordering ? MAX_REORDERED_PACKETS : 0);
    this.statistics = new ReceptionStatistics(clockRate);
  }

  /** For RTP inside a TCP connection: order is kept, a gap is loss at once. */
  public static RtpReceiver inOrder(int clockRate) {
    return new RtpReceiver(clockRate, false);
  }

  /** For UDP: packets that come early are held back for those missing before them. */
  public static RtpReceiver reordering(int clockRate) {
    return new RtpReceiver(clockRate, true);
  }

  /**
   * Takes a packet. {@link #poll} must then be called until it gives null, before the bytes the
   * packet stands on are used again.
   *
   * @param arrivalNanos by a monotonic clock
   */
  public Arrival offer(RtpPacket packet, long arrivalNanos) {
    if (ready != null || early.isOverfull()) {
      throw new IllegalStateException("poll() was not called until null before offer()");
    }
    packet.arrivalNanos = arrivalNanos;
    if (!started || packet.ssrc() != ssrc) {
      start(packet, started ? Discontinuity.SSRC_CHANGED : Discontinuity.NONE);
    }
    int delta = (short) (packet.sequence() - (int) highest);
    if (delta > MAX_DROPOUT || delta < -MAX_MISORDER) {
      if (reordering && packet.sequence() != badSequence) {
        badSequence = (packet.sequence() + 1) & 0xFFFF;
        return Arrival.STRAY;
      }
      start(packet, Discontinuity.SEQUENCE_JUMPED);
      delta = 0;
    }
    badSequence = -1;
    return place(packet, highest + delta);
  }

  private void start(RtpPacket packet, Discontinuity why) {
    started = true;
    ssrc = packet.ssrc();
    restart = why;
    lostAtRestart = early.clear();
    highest = packet.sequence();
    nextToDeliver = highest;
    delivered = 0;
    badSequence = -1;
    statistics.start(ssrc, highest);
  }

  private Arrival place(RtpPacket packet, long sequence) {
    statistics.onPacket(packet, sequence);
    if (sequence < nextToDeliver) {
      long age = nextToDeliver - 1 - sequence;
      boolean seen = age < Long.SIZE && (delivered >>> age & 1) != 0;
      return seen ? Arrival.DUPLICATE : Arrival.LATE;
    }
    Arrival taken = sequence < highest ? Arrival.REORDERED : Arrival.ACCEPTED;
    highest = Math.max(highest, sequence);
    if (!reordering || sequence == nextToDeliver) {
      deliver(packet, sequence);
      ready = packet;
      return taken;
    }
    return early.add(packet, sequence) ? taken : Arrival.DUPLICATE;
  }

  /**
   * The next packet in order, or null if there is none yet. Lent until the next call of this class;
   * its loss, unwrapped timestamp and discontinuity are set.
   *
   * @param nowNanos by the clock of {@link #offer}; what waited too long is given out over the gap
   *     before it. A caller with no packet at hand may poll from a timer.
   */
  public @Nullable RtpPacket poll(long nowNanos) {
    RtpPacket next = ready;
    if (next != null) {
      ready = null;
      return next;
    }
    if (early.isEmpty()) {
      return null;
    }
    long sequence = early.firstSequence();
    boolean due =
        sequence == nextToDeliver
            || early.isOverfull()
            || nowNanos - early.firstArrivalNanos() >= MAX_REORDER_NANOS;
    if (!due) {
      return null;
    }
    RtpPacket packet = early.removeFirst();
    deliver(packet, sequence);
    return packet;
  }

  private void deliver(RtpPacket packet, long sequence) {
    int gap = (int) (sequence - nextToDeliver);
    Discontinuity why = restart;
    restart = Discontinuity.NONE;
    if (why != Discontinuity.NONE) {
      gap = Math.max(1, lostAtRestart);
    }
    lostAtRestart = 0;
    boolean senderRestarted = why == Discontinuity.SSRC_CHANGED;
    boolean jump = timestamps.isJump(packet.timestamp(), packet.arrivalNanos, senderRestarted);
    boolean back = timestamps.isBehind(packet.timestamp());
    packet.timestampTicks = timestamps.advance(packet.timestamp(), packet.arrivalNanos, jump);
    packet.lostBefore = gap;
    packet.discontinuity = why == Discontinuity.NONE && jump ? jumped(back) : why;
    long steps = sequence + 1 - nextToDeliver;
    delivered = steps < Long.SIZE ? delivered << steps | 1 : 1;
    nextToDeliver = sequence + 1;
    statistics.onLost(gap);
  }

  private static Discontinuity jumped(boolean back) {
    return back ? Discontinuity.TIMESTAMP_JUMPED_BACKWARD : Discontinuity.TIMESTAMP_JUMPED_FORWARD;
  }

  /**
   * Places the RTP timestamp of a sender report on the timeline of {@link
   * RtpPacket#timestampTicks}.
   */
  public long unwrap(long rtpTimestamp) {
    return timestamps.unwrap(rtpTimestamp);
  }

  /** Remembers a sender report for the next {@link #receptionReport}. */
  public void onSenderReport(SenderReport report, long arrivalNanos) {
    statistics.onSenderReport(report, arrivalNanos);
  }

  /** The report block that is due now; what it says of loss counts from the last call. */
  public ReceptionReport receptionReport(long nowNanos) {
    return statistics.report(nowNanos);
  }

  /** Packets given up as lost since the stream started. */
  public long lostPackets() {
    return statistics.lostPackets();
  }

  /** Packets received since the stream started, those dropped included. */
  public long receivedPackets() {
    return statistics.receivedPackets();
  }

  /** Interarrival jitter in units of the clock rate (RFC 3550 A.8). */
  public long jitterTicks() {
    return statistics.jitterTicks();
  }

  /** Whether a packet has come. */
  public boolean hasStarted() {
    return started;
  }

  /** The SSRC of the packets that come; 0 before the first. */
  public int ssrc() {
    return ssrc;
  }
}
