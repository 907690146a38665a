package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.DayHours;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.AnalysedPicture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lane with hours, and a car that stands in it all the while. The dwell is 400 ms. */
class LaneHoursTest {
  private static final long STEP_MICROS = 200_000;

  private final List<LaneOccupied> told = new ArrayList<>();

  /** Five pictures a second for so many minutes since then, by a clock in that zone. */
  private void watch(String hours, String zone, String start, int minutes) {
    Instant first = LocalDateTime.parse(start).atZone(ZoneId.of(zone)).toInstant();
    CameraAnalysis analysis = analysis(zone, hours);
    for (long i = 0; i < minutes * 300L; i++) {
      look(analysis, i * STEP_MICROS, first.plusMillis(200 * i));
    }
    keep(analysis.end());
  }

  private static CameraAnalysis analysis(String zone, String hours) {
    LaneTerms terms =
        new LaneTerms(
            Optional.empty(),
            Motion.ANY,
            Stream.of(hours.split(";")).map(DayHours::parse).toList());
    return new CameraAnalysis(
        CameraDraft.of(camera(Faces.DISABLED, lane("bus", 218, 296).under(terms)))
            .timeZone(Optional.of(ZoneId.of(zone)))
            .build());
  }

  private void look(CameraAnalysis analysis, long mediaMicros, Instant taken) {
    keep(
        analysis.analyse(
            new AnalysedPicture(
                mediaMicros,
                new CaptureTime(taken, CaptureTime.Source.RTCP_SR, Duration.ofMillis(10)),
                Pictures.WIDTH,
                Pictures.HEIGHT,
                0.01,
                List.of(vehicle(box(300, 230, 120, 60)))),
            STILLS));
  }

  private void keep(List<Observation> observations) {
    observations.forEach(observation -> told.add((LaneOccupied) observation));
  }

  /** Such as "began 07:00:00.4" or "ended 09:29:59.8 hours-over", without the updates. */
  private List<String> story(String zone) {
    return told.stream()
        .filter(one -> one.phase() != Phase.UPDATED)
        .map(
            one ->
                one.phase().label()
                    + " "
                    + LocalDateTime.ofInstant(one.captureTime().instant(), ZoneId.of(zone))
                        .toLocalTime()
                    + one.reason().map(reason -> " " + reason.label()).orElse(""))
        .toList();
  }

  @Test
  void hours_carStandsBeforeTheyBegin_isToldAfterTheDwellWithinThem() {
    watch("07:00-07:02", "Asia/Shanghai", "2026-11-25T06:58:00", 6);

    assertThat(story("Asia/Shanghai"))
        .containsExactly("began 07:00:00.400", "ended 07:01:59.800 hours-over");
    LaneOccupied ended = told.get(told.size() - 1);
    assertThat(ended.dwell()).isEqualTo(Duration.ofMillis(239_800));
    assertThat(ended.counted().orElseThrow().duration()).isEqualTo(Duration.ofMillis(119_800));
  }

  @Test
  void hours_carThatStaysForTheNext_isAnotherEventOfTheSameTrack() {
    watch("07:00-07:01;07:02-07:03", "Asia/Shanghai", "2026-11-25T07:00:00", 4);

    assertThat(story("Asia/Shanghai"))
        .containsExactly(
            "began 07:00:00.400",
            "ended 07:00:59.800 hours-over",
            "began 07:02:00.400",
            "ended 07:02:59.800 hours-over");
    assertThat(told).extracting(LaneOccupied::track).containsOnly(1L);
  }

  @Test
  void hours_otherDay_tellsNothing() {
    watch("Mon-Fri 07:00-09:30", "Asia/Shanghai", "2026-11-28T07:30:00", 1); // A Saturday.
    assertThat(told).isEmpty();
  }

  @Test
  void hours_overMidnight_belongToTheDayTheyBeginOn() {
    watch("Fri 22:00-00:01", "Asia/Shanghai", "2026-11-27T23:59:00", 4); // A Friday.
    assertThat(story("Asia/Shanghai"))
        .containsExactly("began 23:59:00.400", "ended 00:00:59.800 hours-over");
  }

  @Test
  void hours_dayOfAnotherZone_isThatOfTheCamera() {
    // Eight in the evening in Berlin is three on Saturday in Shanghai.
    watch("Sat 03:00-04:00", "Asia/Shanghai", "2026-11-28T03:10:00", 1);
    assertThat(story("Europe/Berlin")).containsExactly("began 20:10:00.400", "ended 20:10:59.800");
  }

  /** On 2026-03-29 clocks in Berlin go from 02:00 to 03:00, on 2026-10-25 from 03:00 to 02:00. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "02:30-03:05|2026-03-29T01:58:00|began 03:00:00.400, ended 03:04:59.800 hours-over",
        "01:59-02:30|2026-03-29T01:58:00|began 01:59:00.400, ended 01:59:59.800 hours-over",
        "01:59-02:01|2026-10-25T01:58:00|began 01:59:00.400, ended 02:00:59.800 hours-over, began"
            + " 02:00:00.400, ended 02:00:59.800 hours-over",
      })
  void hours_clocksArePutForwardOrBack_areAsTheClockShowsThem(
      String hours, String start, String story) {
    watch(hours, "Europe/Berlin", start, 70);
    assertThat(String.join(", ", story("Europe/Berlin"))).isEqualTo(story);
  }

  /** A better sender report takes half a second back just as the hours have ended. */
  @Test
  void hours_captureTimeIsCorrectedAtTheEdge_endOnce() {
    CameraAnalysis analysis = analysis("Asia/Shanghai", "07:00-08:00");
    Instant edge = Instant.parse("2026-11-25T00:00:00Z");
    for (int i = 0; i < 40; i++) {
      long late = 200L * i - 4000;
      look(analysis, i * STEP_MICROS, edge.plusMillis(late > 100 ? late - 1500 : late));
    }
    keep(analysis.end());
    assertThat(story("Asia/Shanghai"))
        .containsExactly("began 07:59:56.400", "ended 07:59:59.800 hours-over");
  }

  @Test
  void hours_streamStartsAgainWithinThem_beginsAnew() {
    CameraAnalysis analysis = analysis("Asia/Shanghai", "07:00-08:00");
    Instant inside = Instant.parse("2026-11-24T23:10:00Z");
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5; i++) {
        look(analysis, i * STEP_MICROS, inside.plusSeconds(60L * round).plusMillis(200L * i));
      }
      keep(analysis.end());
    }
    assertThat(story("Asia/Shanghai"))
        .containsExactly(
            "began 07:10:00.400", "ended 07:10:00.800", "began 07:11:00.400", "ended 07:11:00.800");
  }
}
