package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Retouch;
import io.outpost.agent.vision.Still;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneOccupationTest {
  private static final Box STANDING = box(300, 230, 120, 60);

  private final CameraAnalysis analysis =
      new CameraAnalysis(camera(Faces.DISABLED, lane("turn", 93, 147), lane("d", 218, 296)));
  private final List<LaneOccupied> told = new ArrayList<>();

  private void look(long mediaMicros, List<Detection> detections) {
    keep(analysis.analyse(picture(mediaMicros, detections), STILLS));
  }

  private void end() {
    keep(analysis.end());
  }

  private void keep(List<Observation> observations) {
    observations.forEach(observation -> told.add((LaneOccupied) observation));
  }

  private List<Phase> phases() {
    return told.stream().map(LaneOccupied::phase).toList();
  }

  @Test
  void observe_carDrivesThrough_beginsAndEndsOnce() {
    for (int i = 0; i < 24; i++) {
      double x = 50 * i;
      look(i * INTERVAL_MICROS, x < 640 ? List.of(vehicle(box(x, 230, 120, 60))) : List.of());
    }
    assertThat(phases()).containsExactly(Phase.BEGAN, Phase.ENDED);
    LaneOccupied began = told.get(0);
    assertThat(began.lane()).isEqualTo("d");
    assertThat(began.objectClass()).isEqualTo(ObjectClass.VEHICLE);
    assertThat(began.images()).extracting(Image::kind).containsExactly(Image.Kind.SCENE);
    LaneOccupied ended = told.get(1);
    assertThat(ended.track()).isEqualTo(began.track());
    assertThat(ended.images()).isEmpty();
    assertThat(ended.mediaMicros()).isEqualTo(12 * INTERVAL_MICROS);
    assertThat(ended.dwell().toNanos() / 1000).isEqualTo(12 * INTERVAL_MICROS);
  }

  /** Its front, 100 pixels behind the edge, goes on by 240 a second; or pictures begin with it. */
  @ParameterizedTest
  @CsvSource({"20, 417", "1, 167", "0, 0"})
  void observe_detectedWhenItIsHalfIn_wasInTheLaneSinceItCameOverTheEdge(int before, int millis) {
    for (int i = 0; i < before; i++) {
      look(i * INTERVAL_MICROS, List.of());
    }
    for (int i = 0; i < 6; i++) {
      double front = 100 + 40 * i;
      double length = Math.min(front, 120);
      Box box = box(front - length / 2, 230, length, 60);
      look((before + i) * INTERVAL_MICROS, List.of(vehicle(box)));
    }
    LaneOccupied began = told.get(0);
    long entered = began.mediaMicros() - began.dwell().toNanos() / 1000;
    assertThat(before * INTERVAL_MICROS - entered)
        .isBetween(1000L * (millis - 25), 1000L * (millis + 25));
  }

  /** It brakes when it is known for what it is: by that speed it would have come long before. */
  @Test
  void observe_seenFaintlyBefore_cameByTheSpeedItHadThen() {
    for (int i = 0; i < 20; i++) {
      look(i * INTERVAL_MICROS, List.of());
    }
    int[] fronts = {100, 140, 180, 200, 220, 240};
    for (int i = 0; i < fronts.length; i++) {
      double length = Math.min(fronts[i], 120);
      Box box = box(fronts[i] - length / 2, 230, length, 60);
      look((20 + i) * INTERVAL_MICROS, List.of(vehicle(box, i < 2 ? 0.3 : 0.7)));
    }
    LaneOccupied began = told.get(0);
    long entered = began.mediaMicros() - began.dwell().toNanos() / 1000;
    assertThat(20 * INTERVAL_MICROS - entered).isBetween(417_000L, 600_000L);
  }

  /** Its track takes another vehicle for it, which drives on beside the lane. */
  @Test
  void observe_trackOfOneThatStandsLeapsToAnother_goesOnWhenItIsSeenAgain() {
    Lane lane = lane("d", 218, 296);
    Camera camera = camera(Faces.DISABLED, lane);
    LaneStills stills =
        new LaneStills(
            lane.polygon(),
            camera.evidence(),
            new PassedScenes(SharperStills.NONE, EarlierStills.NONE));
    LaneOccupation rule = new LaneOccupation(lane, camera, Optional.empty(), stills);
    Track leaps = new Track(1, vehicle(STANDING), 0);
    Track after = new Track(2, vehicle(STANDING), 16 * INTERVAL_MICROS);
    for (int i = 1; i < 60; i++) {
      see(leaps, i < 6 ? STANDING : box(600, 60, 120, 60), i);
      see(after, STANDING, i);
      keep(rule.observe(scene(i, i < 16 ? List.of(leaps) : List.of(leaps, after))));
    }
    assertThat(phases()).containsExactly(Phase.BEGAN);
  }

  private static void see(Track track, Box box, int picture) {
    if (picture * INTERVAL_MICROS > track.firstMicros()) {
      track.predict(INTERVAL_MICROS / 1e6);
      track.update(vehicle(box), picture * INTERVAL_MICROS);
    }
  }

  private static Scene scene(int number, List<Track> tracks) {
    AnalysedPicture picture = picture(number * INTERVAL_MICROS, List.of());
    StillTaker.Sources none = new StillTaker.Sources(Image.Stream.CLIP, SharperStills.NONE, true);
    return new Scene(picture, tracks, List.of(), new StillTaker(STILLS, picture, none), false);
  }

  @Test
  void observe_sharperStream_givesTheSceneOfTheBeginning_elseTheAnalysedOneDoes() {
    for (boolean given : new boolean[] {true, false}) {
      List<Long> asked = new ArrayList<>();
      CameraAnalysis over =
          new CameraAnalysis(
              camera(Faces.DISABLED, lane("d", 218, 296)),
              Image.Stream.SUB,
              new SharperStills() {
                @Override
                public Optional<Image> face(AnalysedPicture analysed, Box area) {
                  throw new AssertionError("a lane asks for no face");
                }

                @Override
                public List<Image> scene(AnalysedPicture analysed, Retouch retouch) {
                  asked.add(analysed.mediaMicros());
                  MarkedStill still =
                      new MarkedStill(new Still(new byte[0], 1920, 1080), Optional.empty());
                  return given ? Image.scenes(Image.Stream.MAIN, Duration.ZERO, still) : List.of();
                }
              });
      List<Observation> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.addAll(over.analyse(picture(i * INTERVAL_MICROS, List.of(vehicle(STANDING))), STILLS));
      }

      LaneOccupied began = (LaneOccupied) all.get(0);
      assertThat(asked).containsExactly(began.mediaMicros());
      assertThat(began.images())
          .extracting(Image::stream)
          .containsExactly(given ? Image.Stream.MAIN : Image.Stream.SUB);
    }
  }

  @Test
  void observe_dwellNotReached_tellsNothing() {
    long[] times = {0, 130_000, 260_000, 399_999};
    for (long time : times) {
      look(time, List.of(vehicle(STANDING)));
    }
    end();
    assertThat(told).isEmpty();
  }

  @Test
  void observe_dwellReachedToTheMicrosecond_begins() {
    long[] times = {0, 130_000, 260_000, 400_000};
    for (long time : times) {
      assertThat(told).isEmpty();
      look(time, List.of(vehicle(STANDING)));
    }
    assertThat(phases()).containsExactly(Phase.BEGAN);
    assertThat(told.get(0).dwell()).isEqualByComparingTo(Duration.ofMillis(400));
    end();
    assertThat(phases()).containsExactly(Phase.BEGAN, Phase.ENDED);
    end();
    assertThat(told).hasSize(2);
  }

  @Test
  void observe_standsForAHundredSeconds_updatesEveryThirty() {
    for (long i = 0; i < 600; i++) {
      look(i * INTERVAL_MICROS, List.of(vehicle(STANDING)));
    }
    end();
    assertThat(phases())
        .containsExactly(Phase.BEGAN, Phase.UPDATED, Phase.UPDATED, Phase.UPDATED, Phase.ENDED);
    assertThat(told).extracting(o -> o.dwell().toSeconds()).containsExactly(0L, 30L, 60L, 90L, 99L);
    assertThat(told).extracting(LaneOccupied::track).containsOnly(1L);
  }

  /** Parked for ten minutes under a detector that loses it now and then. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void observe_standingVehicleFlickers_staysOneOccupation(long seed) {
    Random random = new Random(seed);
    long now = 0;
    long seenMicros = 0;
    while (now < 600_000_000L) {
      Box seen = box(300 + 3 * random.nextGaussian(), 230 + 2 * random.nextGaussian(), 120, 60);
      boolean strong = random.nextDouble() < 0.85;
      // One time in twenty it is lost for up to two seconds, and a weak box is all there is.
      boolean lost = now < seenMicros;
      if (now > seenMicros + 2_000_000 && random.nextDouble() < 0.05) {
        seenMicros = now + random.nextInt(2_000_000);
      }
      boolean visible = lost ? random.nextDouble() < 0.1 : random.nextDouble() < 0.8;
      double score = strong && !lost ? 0.7 : 0.3;
      look(now, visible ? List.of(vehicle(seen, score)) : List.of());
      now += 120_000 + random.nextInt(80_000);
    }
    end();
    assertThat(phases().stream().filter(p -> p == Phase.BEGAN)).as("seed %d", seed).hasSize(1);
    assertThat(phases().stream().filter(p -> p == Phase.ENDED)).as("seed %d", seed).hasSize(1);
  }

  @Test
  void observe_standingVehicleGone_endsWithinFiveSeconds() {
    long now = 0;
    for (int i = 0; i < 60; i++) {
      look(now, List.of(vehicle(STANDING)));
      now += INTERVAL_MICROS;
    }
    long last = now - INTERVAL_MICROS;
    while (phases().size() < 2) {
      assertThat(now - last).isLessThan(5_000_000);
      look(now, List.of());
      now += INTERVAL_MICROS;
    }
    assertThat(told.get(1).mediaMicros()).isEqualTo(last);
  }

  @Test
  void observe_trackBreaksWhileDriving_doesNotBeginTwice() {
    // The detector sees a part of the lorry, loses it, then sees all of it: no overlap that holds.
    for (int i = 0; i < 6; i++) {
      look(i * INTERVAL_MICROS, List.of(vehicle(box(60 + 30 * i, 240, 60, 50))));
    }
    for (int i = 8; i < 16; i++) {
      look(i * INTERVAL_MICROS, List.of(vehicle(box(60 + 30 * i, 220, 200, 100))));
    }
    end();
    assertThat(phases()).containsExactly(Phase.BEGAN, Phase.ENDED);
    assertThat(told.get(1).dwell().toMillis()).isEqualTo(2500);
  }

  @Test
  void observe_nextCarWhereTheLastWas_beginsAgain() {
    for (int i = 0; i < 30; i++) {
      List<Detection> seen = new ArrayList<>();
      for (int car = 0; car < 2; car++) {
        double x = 50 * i - 500 * car;
        if (x > 0 && x < 640) {
          seen.add(vehicle(box(x, 230, 120, 60)));
        }
      }
      look(i * INTERVAL_MICROS, seen);
    }
    end();
    assertThat(told)
        .extracting(o -> o.track() + " " + o.phase().label())
        .containsExactlyInAnyOrder("1 began", "1 ended", "2 began", "2 ended");
  }

  @Test
  void observe_tremblesOnTheLine_isOneOccupation() {
    for (int i = 0; i < 60; i++) {
      double bottom = i < 10 ? 230 : 218 + (i % 2 == 0 ? 4 : -4);
      look(i * INTERVAL_MICROS, List.of(vehicle(box(300, bottom - 40, 120, 80))));
    }
    end();
    assertThat(phases()).containsExactly(Phase.BEGAN, Phase.ENDED);
  }

  @Test
  void observe_drivesOutSideways_endsThere() {
    for (int i = 0; i < 20; i++) {
      look(i * INTERVAL_MICROS, List.of(vehicle(box(300, 240 - 5 * i, 120, 60))));
    }
    assertThat(phases()).containsExactly(Phase.BEGAN, Phase.ENDED);
    assertThat(told.get(1).box().bottom() * Pictures.HEIGHT).isBetween(200.0, 225.0);
  }

  @Test
  void observe_roofReachesIntoTheLane_tellsNothing() {
    for (int i = 0; i < 12; i++) {
      look(i * INTERVAL_MICROS, List.of(vehicle(box(50 * i, 170, 150, 80))));
    }
    end();
    assertThat(told).isEmpty();
  }

  /** From the left to the middle the lane is a bus stop; a box at its edge trembles. */
  @ParameterizedTest
  @CsvSource({"100, 0", "319, 0", "328, 1", "400, 1"})
  void observe_standsInAnIgnoredArea_isInNoLane(double centerX, int occupations) {
    Polygon left =
        new Polygon(
            List.of(new Point(0, 0.5), new Point(0.5, 0.5), new Point(0.5, 1), new Point(0, 1)));
    CameraAnalysis ignoring =
        new CameraAnalysis(
            CameraDraft.of(camera(Faces.DISABLED, lane("d", 218, 296)))
                .ignored(List.of(left))
                .build());
    for (int i = 0; i < 60; i++) {
      Box car = box(centerX + (i % 2 == 0 ? 2 : -2), 230, 120, 60);
      keep(ignoring.analyse(picture(i * INTERVAL_MICROS, List.of(vehicle(car))), STILLS));
    }
    keep(ignoring.end());
    assertThat(phases().stream().filter(phase -> phase == Phase.BEGAN)).hasSize(occupations);
    assertThat(phases().stream().filter(phase -> phase == Phase.ENDED)).hasSize(occupations);
  }

  @Test
  void observe_otherClass_tellsNothing() {
    for (int i = 0; i < 12; i++) {
      look(
          i * INTERVAL_MICROS,
          List.of(new Detection(ObjectClass.BICYCLE, STANDING, 0.9, Optional.empty())));
    }
    end();
    assertThat(told).isEmpty();
  }

  /**
   * It rolls to a stop, and its box trembles past the edge of where it was on its way: it has stood
   * all the same, and is waited for when a bus hides it.
   */
  @Test
  void observe_standingCarTremblesOnceAndIsHidden_isOneStay() {
    for (int i = 0; i < 120; i++) {
      double rolls = 300 - 12 * Math.max(0, 12 - i);
      double x = i == 80 ? rolls + 16 : rolls;
      boolean hidden = i > 81 && i < 94;
      look(i * INTERVAL_MICROS, hidden ? List.of() : List.of(vehicle(box(x, 230, 120, 60))));
    }
    end();
    assertThat(phases()).containsExactly(Phase.BEGAN, Phase.ENDED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void observe_randomBoxes_endsWhateverBegan(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      List<Detection> seen = new ArrayList<>();
      for (int n = 0; n < 12; n++) {
        double x = 60 * n + 20 * Math.sin(i / 5.0 + n) + 4 * random.nextGaussian();
        double y = 60 + 20 * n + 40 * Math.sin(i / 9.0 + 2 * n);
        if (random.nextDouble() < 0.75) {
          seen.add(vehicle(box(x, y, 80, 50), random.nextDouble()));
        }
      }
      look(i * INTERVAL_MICROS, seen);
    }
    end();
    Map<String, Integer> open = new HashMap<>();
    for (LaneOccupied observation : told) {
      String key = observation.mark().orElseThrow().id();
      int change =
          switch (observation.phase()) {
            case BEGAN -> 1;
            case UPDATED -> 0;
            case ENDED -> -1;
          };
      int now = open.merge(key, change, Integer::sum);
      assertThat(now).as("seed %d: %s", seed, key).isBetween(0, 1);
    }
    assertThat(told).as("seed %d", seed).isNotEmpty();
    assertThat(open.values()).as("seed %d", seed).containsOnly(0);
  }
}
