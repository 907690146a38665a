package io.outpost.protocols.rtp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.rtp.SenderReportClock.CaptureInstant;
import io.outpost.protocols.rtp.SenderReportClock.Trust;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderReportClockTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final SenderReportClock clock = new SenderReportClock(90_000);

  private static SenderReport at(Instant instant) {
    return new SenderReport(1, SenderReport.ntpTimestamp(instant), 0, 0, 0);
  }

  @Test
  void captureInstant_beforeAnyReport_isNull() {
    assertThat(clock.captureInstant(0)).isNull();
    assertThat(clock.trust()).isEqualTo(Trust.NO_REPORT);
  }

  @Test
  void captureInstant_afterAReport_countsTicksFromIt() {
    clock.onSenderReport(at(NOW), 900_000, NOW.plusMillis(40));

    CaptureInstant later = requireNonNull(clock.captureInstant(900_000 + 45_000));
    CaptureInstant earlier = requireNonNull(clock.captureInstant(900_000 - 90_000));
    assertThat(later.instant()).isEqualTo(NOW.plusMillis(500));
    assertThat(later.errorBound()).isEqualTo(Duration.ofNanos(40_050_000));
    assertThat(earlier.instant()).isEqualTo(NOW.minusSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, TRUSTED",
    "-2000, TRUSTED",
    "2000, TRUSTED",
    "2001, OFF",
    "28800000, LOCAL_TIME",
    "-28801500, LOCAL_TIME",
    "-19800000, LOCAL_TIME",
    "20700000, LOCAL_TIME",
    "60000, OFF",
    "-3605000, OFF",
    "31536000000, OFF",
    "864000000, OFF"
  })
  void onSenderReport_offFromItsArrival_saysWhetherAndHow(long offMillis, Trust trust) {
    assertThat(clock.onSenderReport(at(NOW.plusMillis(offMillis)), 0, NOW)).isEqualTo(trust);
    assertThat(clock.captureInstant(0) != null).isEqualTo(trust == Trust.TRUSTED);
  }

  @ParameterizedTest
  @CsvSource({
    "-28800000, -28800000, true",
    "3605000, 3604500, true",
    "3605000, 3602000, false", // another clock than the one that was asked
    "28800000, 0, false", // reports in local time, while the clock itself is right
    "0, 0, false" // trusted as it is
  })
  void correctedInstant_clockKnownToBeWrong_isRightIfItAgreesWithArrival(
      long reportOffMillis, long aheadMillis, boolean usable) {
    clock.onSenderReport(at(NOW.plusMillis(reportOffMillis)), 900_000, NOW.plusMillis(40));

    CaptureInstant corrected =
        clock.correctedInstant(945_000, Duration.ofMillis(aheadMillis), Duration.ofMillis(600));

    assertThat(corrected != null).isEqualTo(usable);
    if (corrected != null) {
      Duration off = Duration.between(NOW.plusMillis(500), corrected.instant()).abs();
      assertThat(off).isLessThanOrEqualTo(corrected.errorBound());
      assertThat(corrected.errorBound()).isLessThan(Duration.ofMillis(700));
    }
  }

  @Test
  void correctedInstant_beforeAnyReport_isNull() {
    assertThat(clock.correctedInstant(0, Duration.ZERO, Duration.ZERO)).isNull();
  }

  @Test
  void onSenderReport_withoutAWallClock_isNotTrusted() {
    assertThat(clock.onSenderReport(new SenderReport(1, 0, 0, 0, 0), 0, NOW))
        .isEqualTo(Trust.UNSET);
  }

  @Test
  void onSenderReport_cameraClockWasSet_isNotTrustedUntilTwoReportsAgree() {
    clock.onSenderReport(at(NOW), 0, NOW);
    Instant five = NOW.plusSeconds(5);
    Instant ten = NOW.plusSeconds(10);

    assertThat(clock.onSenderReport(at(five.minusMillis(800)), 450_000, five))
        .isEqualTo(Trust.JUMPED);
    assertThat(clock.captureInstant(450_000)).isNull();
    assertThat(clock.onSenderReport(at(ten.minusMillis(800)), 900_000, ten))
        .isEqualTo(Trust.TRUSTED);
  }

  @Test
  void onSenderReport_ordinaryDrift_staysTrusted() {
    clock.onSenderReport(at(NOW), 0, NOW);
    Instant hour = NOW.plusSeconds(3_600);

    assertThat(clock.onSenderReport(at(hour.plusMillis(300)), 3_600 * 90_000L, hour))
        .isEqualTo(Trust.TRUSTED);
  }

  @Test
  void restart_forgetsTheReports() {
    clock.onSenderReport(at(NOW), 0, NOW);
    clock.restart();

    assertThat(clock.captureInstant(0)).isNull();
    assertThat(clock.onSenderReport(at(NOW.plusSeconds(1)), 5, NOW.plusSeconds(1)))
        .isEqualTo(Trust.TRUSTED);
  }
}
