package io.outpost.protocols.rtp;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Maps RTP timestamps to the wall clock by a camera's sender reports (RFC 3550 6.4.1), and says
 * when that is not to be trusted: a camera without NTP, or set to local time, is common.
 *
 * <p>The yardstick is the arrival of the reports by the agent's clock. A report says when it was
 * sent; what lies between that and its arrival is the network's delay plus the difference of the
 * two clocks. One cannot tell them apart, so all of it counts as error. Used by one thread.
 */
public final class SenderReportClock {
  /** Beyond this, the time of arrival is the better estimate. */
  public static final Duration MAX_OFFSET = Duration.ofSeconds(2);

  /** How far two reports of one camera may disagree before its clock counts as set anew. */
  static final Duration MAX_JUMP = Duration.ofMillis(500);

  /** How far a camera's crystal may be off: 100 ppm, twice what data sheets allow. */
  private static final long DRIFT_DIVISOR = 10_000;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
  private static final Duration WIDEST_TIME_ZONE = Duration.ofHours(14).plus(MAX_OFFSET);

  private final int clockRate;
  private Trust trust = Trust.NO_REPORT;
  private Instant reportInstant = Instant.EPOCH;
  private long reportTicks;
  private Duration offset = Duration.ZERO;

  /** Whether capture times can be had, and if not, why. A metric's {@code reason}. */
  public enum Trust {
    TRUSTED,
    /** No report came since the stream started or started anew. */
    NO_REPORT,
    /** Reports come without a wall clock. */
    UNSET,
    /** Off by a multiple of a quarter of an hour: the camera's time zone went into the report. */
    LOCAL_TIME,
    /** Off by more than {@link SenderReportClock#MAX_OFFSET} from the arrival. */
    OFF,
    /** The last report contradicts the one before: the camera's clock was set. */
    JUMPED
  }

  /**
   * @param errorBound the true instant lies within this much of {@code instant}, to either side, as
   *     far as the agent's own clock is right
   */
  public record CaptureInstant(Instant instant, Duration errorBound) {}

  /**
   * @param clockRate RTP timestamp units per second, 90000 for video
   */
  public SenderReportClock(int clockRate) {
    if (clockRate <= 0) {
      throw new IllegalArgumentException("clock rate is not above 0: " + clockRate);
    }
    this.clockRate = clockRate;
  }

  /**
   * Takes a report.
   *
   * @param ticks the report's RTP timestamp unwrapped by {@link RtpReceiver#unwrap}
   * @param arrival when it came in by the agent's clock
   * @return what it did to the trust
   */
  public Trust onSenderReport(SenderReport report, long ticks, Instant arrival) {
    if (report.isUnset()) {
      trust = Trust.UNSET;
      return trust;
    }
    Instant instant = report.instant();
    boolean hasPredecessor = trust != Trust.NO_REPORT && trust != Trust.UNSET;
    boolean jumped = hasPredecessor && contradicts(instant, ticks);
    reportInstant = instant;
    reportTicks = ticks;
    offset = Duration.between(instant, arrival);
    trust = jumped ? Trust.JUMPED : judgeOffset();
    return trust;
  }

  private boolean contradicts(Instant instant, long ticks) {
    Duration passed = ticksToDuration(ticks - reportTicks);
    Duration difference = Duration.between(reportInstant.plus(passed), instant).abs();
    return difference.compareTo(MAX_JUMP.plus(drift(passed.abs()))) > 0;
  }

  private Trust judgeOffset() {
    Duration off = offset.abs();
    if (off.compareTo(MAX_OFFSET) <= 0) {
      return Trust.TRUSTED;
    }
    boolean zoneLike =
        off.compareTo(QUARTER_HOUR.minus(MAX_OFFSET)) >= 0 && off.compareTo(WIDEST_TIME_ZONE) <= 0;
    if (!zoneLike) {
      return Trust.OFF;
    }
    long quarter = QUARTER_HOUR.toMillis();
    long remainder = (off.toMillis() + MAX_OFFSET.toMillis()) % quarter;
    return remainder <= 2 * MAX_OFFSET.toMillis() ? Trust.LOCAL_TIME : Trust.OFF;
  }

  /** Forgets the reports: the RTP timestamps started anew ({@link RtpPacket#discontinuity}). */
  public void restart() {
    trust = Trust.NO_REPORT;
  }

  public Trust trust() {
    return trust;
  }

  /** Arrival of the last report less its own instant; zero before the first. */
  public Duration offset() {
    return offset;
  }

  /**
   * When the sample with this unwrapped RTP timestamp was taken, or null unless {@link #trust} is
   * {@link Trust#TRUSTED}.
   */
  public @Nullable CaptureInstant captureInstant(long timestampTicks) {
    if (trust != Trust.TRUSTED) {
      return null;
    }
    Duration sinceReport = ticksToDuration(timestampTicks - reportTicks);
    Duration drift = drift(sinceReport.abs());
    return new CaptureInstant(reportInstant.plus(sinceReport), offset.abs().plus(drift));
  }

  /**
   * The same for a camera whose clock is known to be wrong. Null unless a report came, {@link
   * #trust} is {@link Trust#OFF} or {@link Trust#LOCAL_TIME}, and what is corrected agrees with the
   * arrival: the clock that goes into reports may be another one than was asked.
   *
   * @param ahead how far the camera's clock is ahead of the agent's, negative when it is behind
   * @param error how far that may be off
   */
  public @Nullable CaptureInstant correctedInstant(
      long timestampTicks, Duration ahead, Duration error) {
    if (trust != Trust.OFF && trust != Trust.LOCAL_TIME) {
      return null;
    }
    Duration left = offset.plus(ahead).abs();
    if (left.compareTo(MAX_OFFSET.plus(error)) > 0) {
      return null;
    }
    Duration sinceReport = ticksToDuration(timestampTicks - reportTicks);
    Duration drift = drift(sinceReport.abs());
    Duration bound = left.compareTo(error) > 0 ? left : error;
    return new CaptureInstant(reportInstant.minus(ahead).plus(sinceReport), bound.plus(drift));
  }

  /**
   * {@link Duration#dividedBy} goes by way of decimal fractions, which is much for each picture.
   */
  private static Duration drift(Duration passed) {
    return Duration.ofNanos(
        passed.getSeconds() * (NANOS_PER_SECOND / DRIFT_DIVISOR)
            + passed.getNano() / DRIFT_DIVISOR);
  }

  private Duration ticksToDuration(long ticks) {
    long seconds = Math.floorDiv(ticks, (long) clockRate);
    long rest = Math.floorMod(ticks, (long) clockRate);
    return Duration.ofSeconds(seconds, rest * NANOS_PER_SECOND / clockRate);
  }
}
