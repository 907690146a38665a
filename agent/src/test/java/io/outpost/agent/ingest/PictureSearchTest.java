package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.ingest.PictureSearch.Found;
import io.outpost.agent.ingest.PictureSearch.Missing;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.time.CaptureTime.Source;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSearchTest {
  private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");
  private static final int INTERVAL_MILLIS = 40;
  private static final int GROUP = 50;

  private static CaptureTime time(long millis, Source source, int boundMillis) {
    return new CaptureTime(START.plusMillis(millis), source, Duration.ofMillis(boundMillis));
  }

  private static CaptureTime reported(long millis) {
    return time(millis, Source.RTCP_SR, 0);
  }

  private static AccessUnit unit(long millis, CaptureTime time, boolean key, int lost) {
    return new AccessUnit(VideoCodec.H264, new byte[1], millis * 1000, time, key, lost);
  }

  /** Pictures at these times, a key picture every fifty. */
  private static List<GroupOfPictures> groups(List<CaptureTime> times) {
    List<GroupOfPictures> groups = new ArrayList<>();
    List<AccessUnit> open = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      if (i % GROUP == 0 && !open.isEmpty()) {
        groups.add(new GroupOfPictures(open));
        open.clear();
      }
      open.add(unit((long) i * INTERVAL_MILLIS, times.get(i), i % GROUP == 0, 0));
    }
    groups.add(new GroupOfPictures(open));
    return groups;
  }

  /** Four seconds, 25 pictures a second. */
  private static List<GroupOfPictures> regular(Source source, int boundMillis) {
    List<CaptureTime> times = new ArrayList<>();
    for (int i = 0; i < 2 * GROUP; i++) {
      times.add(time((long) i * INTERVAL_MILLIS, source, boundMillis));
    }
    return groups(times);
  }

  private static AccessUnit last(Found found) {
    return found.group().units().get(found.group().units().size() - 1);
  }

  private static Found found(List<GroupOfPictures> groups, CaptureTime moment) {
    assertThat(PictureSearch.search(groups, moment)).isInstanceOf(Found.class);
    return (Found) PictureSearch.search(groups, moment);
  }

  private static Absence absent(List<GroupOfPictures> groups, CaptureTime moment) {
    assertThat(PictureSearch.search(groups, moment)).isInstanceOf(Missing.class);
    return ((Missing) PictureSearch.search(groups, moment)).why();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 1", "2400, 2400, 0, 11", "2419, 2400, -19, 11", "2421, 2440, 19, 12"})
  void search_exactTimes_givesTheNearestAndWhatItNeeds(
      long millis, long expected, long ahead, int units) {
    Found found = found(regular(Source.RTCP_SR, 0), reported(millis));

    assertThat(last(found).mediaMicros()).isEqualTo(expected * 1000);
    assertThat(found.ahead()).isEqualTo(Duration.ofMillis(ahead));
    assertThat(found.group().units()).hasSize(units);
    assertThat(found.group().units().get(0).key()).isTrue();
    assertThat(found.nearestToCome()).isTrue();
  }

  @Test
  void search_anyMomentWithin_isNeverFurtherThanHalfAnInterval() {
    long seed = 7;
    Random random = new Random(seed);
    List<GroupOfPictures> groups = regular(Source.RTCP_SR, 0);
    for (int i = 0; i < 1000; i++) {
      Found found = found(groups, reported(random.nextInt(99 * INTERVAL_MILLIS)));
      assertThat(found.ahead().abs())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(Duration.ofMillis(INTERVAL_MILLIS / 2));
    }
  }

  @Test
  void search_afterTheNewest_isNotYetThere() {
    assertThat(absent(regular(Source.RTCP_SR, 0), reported(4_000))).isEqualTo(Absence.NOT_YET);
  }

  @Test
  void search_afterTheNewestButWithinTheBounds_isFoundAndMayBeBettered() {
    Found found = found(regular(Source.RTCP_SR, 60), time(4_050, Source.RTCP_SR, 60));

    assertThat(last(found).mediaMicros()).isEqualTo(3_960_000);
    assertThat(found.nearestToCome()).isFalse();
  }

  @Test
  void search_beforeTheOldest_isNotKept() {
    assertThat(absent(regular(Source.RTCP_SR, 0), reported(-26))).isEqualTo(Absence.NOT_KEPT);
    assertThat(absent(List.of(), reported(0))).isEqualTo(Absence.NOT_KEPT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000})
  void search_inexactTimes_takesNothingBeyondTheMaximum(int boundMillis) {
    List<GroupOfPictures> groups = regular(Source.ARRIVAL, boundMillis);

    assertThat(found(groups, time(-250, Source.ARRIVAL, boundMillis)).ahead())
        .isEqualTo(PictureSearch.MAX_APART);
    assertThat(absent(groups, time(-251, Source.ARRIVAL, boundMillis))).isEqualTo(Absence.NOT_KEPT);
  }

  @Test
  void search_bothByArrival_comparesArrivals() {
    Found found = found(regular(Source.ARRIVAL, 1_000), time(1_203, Source.ARRIVAL, 1_000));

    assertThat(last(found).mediaMicros()).isEqualTo(1_200_000);
  }

  @Test
  void search_timesKnownInDifferentWays_areNotCompared() {
    assertThat(absent(regular(Source.ARRIVAL, 1_000), reported(1_200)))
        .isEqualTo(Absence.TIME_SOURCE);
    assertThat(absent(regular(Source.RTCP_SR, 0), time(1_200, Source.ARRIVAL, 1_000)))
        .isEqualTo(Absence.TIME_SOURCE);
  }

  @Test
  void search_reportsBeganAmidTheStream_usesThePicturesBehindThem() {
    List<CaptureTime> times = new ArrayList<>();
    for (int i = 0; i < 2 * GROUP; i++) {
      Source source = i < 20 ? Source.ARRIVAL : Source.RTCP_SR;
      times.add(time((long) i * INTERVAL_MILLIS, source, 0));
    }

    assertThat(last(found(groups(times), reported(1_000))).mediaMicros()).isEqualTo(1_000_000);
    assertThat(absent(groups(times), reported(400))).isEqualTo(Absence.NOT_KEPT);
  }

  @Test
  void search_picturesBetweenAreMissing_isAGap() {
    List<CaptureTime> times = new ArrayList<>();
    for (int i = 0; i < GROUP; i++) {
      times.add(reported((long) i * INTERVAL_MILLIS + (i < 25 ? 0 : 2_000)));
    }

    assertThat(absent(groups(times), reported(2_000))).isEqualTo(Absence.GAP);
  }

  @Test
  void search_packetsMissingBeforeIt_isLossy_butNotBehindTheNextKeyPicture() {
    List<GroupOfPictures> groups = new ArrayList<>(regular(Source.RTCP_SR, 0));
    List<AccessUnit> damaged = new ArrayList<>(groups.get(0).units());
    damaged.set(10, unit(400, reported(400), false, 3));
    groups.set(0, new GroupOfPictures(damaged));

    assertThat(last(found(groups, reported(360))).mediaMicros()).isEqualTo(360_000);
    assertThat(absent(groups, reported(400))).isEqualTo(Absence.LOSSY);
    assertThat(absent(groups, reported(1_960))).isEqualTo(Absence.LOSSY);
    assertThat(last(found(groups, reported(2_000))).mediaMicros()).isEqualTo(2_000_000);
  }

  @Test
  void search_picturesCodedOutOfOrder_takesAllThatComeBeforeItInTheStream() {
    int[] shown = {0, 120, 40, 80, 240, 160, 200};
    List<AccessUnit> units = new ArrayList<>();
    for (int millis : shown) {
      units.add(unit(millis, reported(millis), millis == 0, 0));
    }

    Found found = found(List.of(new GroupOfPictures(units)), reported(82));

    assertThat(found.group().units())
        .extracting(AccessUnit::mediaMicros)
        .containsExactly(0L, 120_000L, 40_000L, 80_000L);
  }
}
