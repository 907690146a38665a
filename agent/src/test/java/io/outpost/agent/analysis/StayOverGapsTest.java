package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.HEIGHT;
import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.WIDTH;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.DayHours;
import io.outpost.agent.camera.Direction;
import io.outpost.agent.camera.Direction.Sense;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.camera.Point;
import io.outpost.agent.event.OpenStateJson;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a lane while the stream, the worker or the agent is away. */
class StayOverGapsTest {
  private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");
  private static final Box PLACE = box(300, 230, 120, 60);
  private static final List<Detection> CAR = List.of(vehicle(PLACE));
  private static final List<Detection> NOBODY = List.of();

  private Camera camera = camera(Faces.DISABLED, lane("d", 218, 296));
  private CameraAnalysis analysis = new CameraAnalysis(camera);
  private final List<LaneOccupied> told = new ArrayList<>();
  // The clock on the wall, and where in its connection the stream is.
  private Duration clock = Duration.ZERO;
  private long mediaMicros;

  /** What is away, and comes back. */
  enum Gap {
    STREAM,
    WORKER,
    AGENT
  }

  private void use(Lane... lanes) {
    camera = camera(Faces.DISABLED, lanes);
    analysis = new CameraAnalysis(camera);
  }

  private void look(int pictures, List<Detection> seen) {
    for (int i = 0; i < pictures; i++) {
      CaptureTime time =
          new CaptureTime(START.plus(clock), CaptureTime.Source.RTCP_SR, Duration.ofMillis(5));
      keep(
          analysis.analyse(
              new AnalysedPicture(mediaMicros, time, WIDTH, HEIGHT, 0.01, seen), STILLS));
      pass(Duration.ofNanos(INTERVAL_MICROS * 1000));
    }
  }

  private void pass(Duration time) {
    clock = clock.plus(time);
    mediaMicros += time.toNanos() / 1000;
  }

  private void away(Gap gap, Duration time) {
    switch (gap) {
      case STREAM -> {
        keep(analysis.interrupt());
        pass(time);
        mediaMicros = 0;
      }
      case WORKER -> {
        keep(analysis.interrupt());
        pass(time);
      }
      case AGENT -> {
        restart();
        pass(time);
        mediaMicros = 0;
      }
    }
  }

  /** As after {@code kill -9}: nothing is known but what was on the disk. */
  private void restart() {
    String disk = OpenStateJson.write(analysis.open(), camera).text();
    analysis = new CameraAnalysis(camera);
    try {
      keep(analysis.restore(OpenStateJson.read(disk)));
    } catch (IOException broken) {
      throw new AssertionError(disk, broken);
    }
  }

  private void keep(List<Observation> observations) {
    observations.forEach(one -> told.add((LaneOccupied) one));
  }

  /** Such as "began", "ended unwatched", without updates. */
  private List<String> story() {
    return told.stream()
        .filter(one -> one.phase() != Phase.UPDATED)
        .map(
            one ->
                one.phase().label()
                    + one.reason().map(reason -> " " + reason.label()).orElse("")
                    + (one.mark().orElseThrow().presentAtStart() ? " present" : ""))
        .toList();
  }

  private String stay(int index) {
    return told.get(index).mark().orElseThrow().id();
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_vehicleStandsOn_isOneStayAndItsDwellGoesOn(Gap gap) {
    look(14, NOBODY);
    look(60, CAR);
    away(gap, Duration.ofSeconds(20));
    look(60, CAR);
    look(60, NOBODY);

    assertThat(story()).containsExactly("began", "ended");
    LaneOccupied ended = told.get(told.size() - 1);
    Duration stood =
        Duration.ofNanos((119 * INTERVAL_MICROS + 20_000_000 + INTERVAL_MICROS) * 1000);
    assertThat(ended.dwell()).isBetween(stood.minusMillis(400), stood.plusMillis(400));
    assertThat(told).extracting(one -> one.mark().orElseThrow().id()).containsOnly(stay(0));
    assertThat(told).extracting(LaneOccupied::track).containsOnly(told.get(0).track());
  }

  /** Each of these is within what it takes until a body that stands is told of again. */
  @Test
  void gaps_ofEveryKindForAnHour_areOneStayToldEveryThirtySeconds() {
    look(14, NOBODY);
    Random random = new Random(5);
    while (clock.toMinutes() < 60) {
      look(30 + random.nextInt(300), CAR);
      away(Gap.values()[random.nextInt(3)], Duration.ofSeconds(1 + random.nextInt(50)));
    }
    look(30, CAR);
    assertThat(story()).containsExactly("began");
    assertThat(told).hasSizeBetween(50, 122);
    assertThat(told.get(told.size() - 1).dwell()).isGreaterThan(Duration.ofMinutes(59));
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_vehicleLeftMeanwhile_endsSoonWithItsReasonAndAsItWasSeenLast(Gap gap) {
    look(14, NOBODY);
    look(60, CAR);
    Instant last = START.plus(clock).minusNanos(INTERVAL_MICROS * 1000);
    long lastMicros = mediaMicros - INTERVAL_MICROS;
    away(gap, Duration.ofMinutes(10));
    look(27, NOBODY); // 4.5 seconds.

    assertThat(story()).containsExactly("began", "ended unwatched");
    LaneOccupied ended = told.get(told.size() - 1);
    assertThat(ended.captureTime().instant()).isEqualTo(last);
    assertThat(ended.mediaMicros()).isEqualTo(lastMicros);
    assertThat(ended.dwell().toMillis()).isBetween(9_700L, 9_900L);
    assertThat(ended.box().centerX()).isEqualTo(PLACE.centerX(), within(1e-3));
    assertThat(stay(told.size() - 1)).isEqualTo(stay(0));
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_longerThanAnHour_endsAndTellsWhatIsThereThenAsPresent(Gap gap) {
    look(14, NOBODY);
    look(60, CAR);
    away(gap, Duration.ofHours(5));
    look(60, CAR);

    assertThat(story()).containsExactly("began", "ended unwatched", "began present");
    assertThat(told.get(1).dwell()).isLessThan(Duration.ofSeconds(11));
    assertThat(told.get(2).dwell()).isLessThan(Duration.ofSeconds(1));
    assertThat(stay(2)).isNotEqualTo(stay(0));
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_anotherStandsElsewhereInTheLane_isAnother(Gap gap) {
    look(14, NOBODY);
    look(60, CAR);
    away(gap, Duration.ofSeconds(30));
    look(60, List.of(vehicle(box(500, 240, 120, 60))));

    assertThat(story()).containsExactly("began", "began present", "ended unwatched");
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_vehicleDrives_endsThereOnce(Gap gap) {
    for (int i = 0; i < 8; i++) {
      look(1, List.of(vehicle(box(60 + 50 * i, 230, 120, 60))));
    }
    away(gap, Duration.ofSeconds(2));
    look(30, NOBODY);
    // It was in the lane in the very first picture.
    assertThat(story()).containsExactly("began present", "ended unwatched present");
  }

  /** Three stand in a row, so near to each other that each is within reach of the next. */
  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_rowOfVehicles_eachGoesOnAsItself(Gap gap) {
    List<Detection> row =
        List.of(
            vehicle(box(200, 230, 120, 60)),
            vehicle(box(258, 230, 120, 60), 0.78),
            vehicle(box(316, 230, 120, 60), 0.76));
    look(14, NOBODY);
    look(30, row);
    List<String> before = told.stream().map(one -> one.mark().orElseThrow().id()).toList();
    away(gap, Duration.ofSeconds(30));
    look(30, List.of(row.get(2), row.get(0), row.get(1)));
    look(60, NOBODY);

    assertThat(before).hasSize(3);
    List<LaneOccupied> ended = told.stream().filter(one -> one.phase() == Phase.ENDED).toList();
    assertThat(ended)
        .extracting(one -> one.mark().orElseThrow().id())
        .containsExactlyElementsOf(before);
    for (int i = 0; i < 3; i++) {
      assertThat(ended.get(i).box().iou(row.get(i).box())).isGreaterThan(0.9);
    }
  }

  /** The detector is not sure of it: it comes back by single, weak boxes. */
  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_thenItFlickers_isOneStay(Gap gap) {
    look(14, NOBODY);
    look(60, CAR);
    away(gap, Duration.ofSeconds(8));
    for (int i = 0; i < 40; i++) {
      look(1, i % 10 == 9 ? List.of(vehicle(PLACE, 0.5)) : NOBODY);
    }
    look(6, CAR);
    assertThat(story()).containsExactly("began");
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_beforeTheDwellIsReached_countsTheTimeAway(Gap gap) {
    use(lane("d", 218, 296, Duration.ofMinutes(2)));
    look(14, NOBODY);
    look(120, CAR);
    away(gap, Duration.ofSeconds(90));
    look(70, CAR);
    assertThat(story()).containsExactly("began");
    assertThat(told.get(0).dwell()).isBetween(Duration.ofMinutes(2), Duration.ofMillis(120_500));
  }

  @Test
  void stream_staysAway_endsAfterAnHour() {
    look(14, NOBODY);
    look(60, CAR);
    keep(analysis.interrupt());
    keep(analysis.giveUp(START.plus(Duration.ofMinutes(55))));
    assertThat(story()).containsExactly("began");
    keep(analysis.giveUp(START.plus(Duration.ofMinutes(65))));
    assertThat(story()).containsExactly("began", "ended unwatched");
    keep(analysis.giveUp(START.plus(Duration.ofMinutes(75))));
    assertThat(story()).hasSize(2);
  }

  @Test
  void start_vehicleStandsThere_isToldOnceAsPresentAndNotAgainAfterRestarts() {
    look(60, CAR);
    for (int i = 0; i < 5; i++) {
      away(Gap.AGENT, Duration.ofSeconds(3));
      look(60, CAR);
    }
    look(60, NOBODY);
    assertThat(story()).containsExactly("began present", "ended present");
  }

  /** The first picture missed it. */
  @Test
  void start_vehicleIsFoundInTheFirstSecond_wasPresentIfItStands() {
    look(4, NOBODY);
    look(30, CAR);
    assertThat(story()).containsExactly("began present");
  }

  /** By a detector that hardly sees it. */
  @Test
  void start_vehicleIsFoundInTheSecondSecond_wasPresentIfItStands() {
    look(11, NOBODY);
    look(30, CAR);
    assertThat(story()).containsExactly("began present");
  }

  @Test
  void start_vehicleIsFoundLater_wasNotPresent() {
    look(14, NOBODY);
    look(30, CAR);
    assertThat(story()).containsExactly("began");
  }

  /** The track that shows it first leaps to one that drives by, in another lane. */
  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_beforeTheDwellIsReachedAndItsTrackLeaps_isStillKnown(Gap gap) {
    use(lane("d", 218, 296, Duration.ofSeconds(30)));
    look(14, NOBODY);
    look(90, CAR);
    away(gap, Duration.ofSeconds(5));
    look(1, CAR);
    look(1, List.of(vehicle(box(310, 180, 100, 50))));
    look(10, CAR);
    look(60, CAR);
    assertThat(story()).containsExactly("began");
    assertThat(told.get(0).dwell()).isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_500));
  }

  @Test
  void start_vehicleComesInWithinTheFirstSecond_wasNotPresent() {
    look(4, NOBODY);
    for (int i = 0; i < 8; i++) {
      look(1, List.of(vehicle(box(60 + 50 * i, 230, 120, 60))));
    }
    assertThat(story()).containsExactly("began");
  }

  @Test
  void restart_newTracks_haveNumbersBehindThoseThatAreOpen() {
    look(60, CAR);
    away(Gap.AGENT, Duration.ofSeconds(3));
    List<Detection> two = List.of(CAR.get(0), vehicle(box(500, 240, 120, 60)));
    look(30, two);
    assertThat(told.stream().filter(one -> one.phase() == Phase.BEGAN).map(LaneOccupied::track))
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void restart_laneIsNoMore_endsWhatWasOpenInIt() {
    look(60, CAR);
    camera = camera(Faces.DISABLED, lane("other", 218, 296));
    restart();
    assertThat(story()).containsExactly("began present", "ended unwatched present");
    assertThat(told.get(1).lane()).isEqualTo("d");
    assertThat(told.get(1).dwell().toMillis()).isBetween(9_700L, 9_900L);
  }

  @Test
  void restart_noPictureComesFor_anHour_ends() {
    look(60, CAR);
    restart();
    keep(analysis.giveUp(START.plus(Duration.ofHours(2))));
    assertThat(story()).containsExactly("began present", "ended unwatched present");
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_laneOfStandingBodies_goesOnCounting(Gap gap) {
    use(lane("d", 218, 296).under(new LaneTerms(Optional.empty(), Motion.STANDING)));
    look(14, NOBODY);
    look(60, CAR);
    away(gap, Duration.ofSeconds(20));
    look(30, CAR);
    for (int i = 0; i < 8; i++) {
      look(1, List.of(vehicle(box(300 + 40 * i, 230, 120, 60))));
    }
    assertThat(story()).containsExactly("began", "ended moves");
    LaneOccupied ended = told.get(told.size() - 1);
    assertThat(ended.counted().orElseThrow().duration()).isGreaterThan(Duration.ofSeconds(34));
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void gap_wrongWayDriverWhoStopped_isStillOne(Gap gap) {
    Direction wrong = new Direction(new Point(0.1, 0.6), new Point(0.9, 0.6), Sense.ALONG);
    use(lane("d", 218, 296).under(new LaneTerms(Optional.of(wrong), Motion.ANY)));
    for (int i = 0; i < 60; i++) {
      look(1, List.of(vehicle(box(Math.min(400, 50 * i), 230, 120, 60))));
    }
    away(gap, Duration.ofSeconds(20));
    look(30, List.of(vehicle(box(400, 230, 120, 60))));
    look(60, NOBODY);
    assertThat(story()).hasSize(2);
    assertThat(told.get(told.size() - 1).reason()).isEmpty();
  }

  /** Hours end while nobody watches: told with the first picture that shows it. */
  @Test
  void gap_hoursEndMeanwhile_endsByThem() {
    use(
        lane("d", 218, 296)
            .under(
                new LaneTerms(
                    Optional.empty(), Motion.ANY, List.of(DayHours.parse("07:00-08:01")))));
    camera = CameraDraft.of(camera).timeZone(Optional.of(ZoneOffset.UTC)).build();
    analysis = new CameraAnalysis(camera);
    look(14, NOBODY);
    look(60, CAR);
    away(Gap.STREAM, Duration.ofMinutes(2));
    look(6, CAR);
    assertThat(story()).containsExactly("began", "ended hours-over");
  }

  /** A clock that is set back, or on: never a dwell that is less than none. */
  @ParameterizedTest
  @CsvSource({"STREAM, -3600", "STREAM, -30", "AGENT, -86400"})
  void gap_clockIsSetBack_goesOn(Gap gap, long seconds) {
    look(14, NOBODY);
    look(60, CAR);
    away(gap, Duration.ofSeconds(seconds));
    mediaMicros = 0;
    look(60, CAR);
    look(60, NOBODY);
    assertThat(story()).containsExactly("began", "ended");
    assertThat(told.get(told.size() - 1).dwell())
        .isBetween(Duration.ofSeconds(19), Duration.ofSeconds(21));
  }

  /** Whatever happens, each beginning has one end, and what stands is never told twice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void gaps_seeded_giveExactlyTheExpectedEvents(long seed) {
    Random random = new Random(seed);
    look(14, NOBODY);
    int vehicles = 8;
    for (int vehicle = 0; vehicle < vehicles; vehicle++) {
      Box place = box(150 + 40 * vehicle, 235, 110, 56);
      for (int part = 0; part < 4; part++) {
        int pictures = 20 + random.nextInt(200);
        for (int i = 0; i < pictures; i++) {
          look(1, random.nextDouble() < 0.85 ? List.of(vehicle(place)) : NOBODY);
        }
        if (part < 3) {
          away(Gap.values()[random.nextInt(3)], Duration.ofSeconds(1 + random.nextInt(600)));
        }
      }
      look(60, NOBODY);
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < vehicles; i++) {
      expected.add("began");
      expected.add("ended");
    }
    assertThat(story()).as("seed %d", seed).isEqualTo(expected);
  }
}
