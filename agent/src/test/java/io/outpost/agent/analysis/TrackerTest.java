package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerTest {
  private long lastId;
  private final Tracker tracker = new Tracker(TrackGroup.VEHICLES, () -> ++lastId);

  /** Every confirmed track ever seen, with its hits. */
  private final TreeMap<Long, Integer> confirmed = new TreeMap<>();

  private List<Track> step(long mediaMicros, Detection... detections) {
    return step(mediaMicros, List.of(detections));
  }

  private List<Track> step(long mediaMicros, List<Detection> detections) {
    List<Track> over = tracker.step(mediaMicros, detections);
    tracker.tracks().stream()
        .filter(Track::confirmed)
        .forEach(track -> confirmed.put(track.id(), track.hits()));
    return over;
  }

  @Test
  void step_steadyMotionAtUnevenTimesWithMisses_staysOneTrack() {
    long[] millis = {0, 120, 330, 450, 900, 1020, 1100, 1400, 1520, 1640};
    for (long now : millis) {
      boolean missed = now == 330 || now == 1100;
      Detection car = vehicle(box(60 + 0.25 * now, 200, 100, 50));
      step(now * 1000, missed ? List.of() : List.of(car));
    }
    assertThat(confirmed).hasSize(1).containsEntry(1L, 8);
    Track track = tracker.tracks().get(0);
    assertThat(track.velocityX() * Pictures.WIDTH).isBetween(240.0, 260.0);
    assertThat(track.firstMicros()).isZero();
    assertThat(track.lastMicros()).isEqualTo(1_640_000);
  }

  @Test
  void stay_longerThanATrackIsKept_isTheSameTrackFartherOn() {
    for (int i = 0; i < 4; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(100, 200, 100, 50)));
    }
    tracker.stay(8_000_000);
    step(4 * INTERVAL_MICROS + 8_000_000, vehicle(box(125, 200, 100, 50)));

    assertThat(confirmed).hasSize(1).containsEntry(1L, 5);
    assertThat(tracker.tracks().get(0).velocityX() * Pictures.WIDTH).isBetween(-10.0, 10.0);
  }

  @Test
  void step_fasterThanItsOwnLengthPerPicture_staysOneTrack() {
    for (int i = 0; i < 8; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(40 + 70 * i, 200, 40, 24)));
    }
    assertThat(confirmed).hasSize(1).containsEntry(1L, 8);
  }

  @Test
  void step_anotherPassesWhileOneThatStandsIsMissed_isNotTakenForIt() {
    for (int i = 0; i < 8; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(300, 200, 100, 50)));
    }
    step(8 * INTERVAL_MICROS, vehicle(box(440, 280, 90, 50)));
    step(9 * INTERVAL_MICROS, vehicle(box(300, 200, 100, 50)), vehicle(box(470, 280, 90, 50)));

    assertThat(tracker.tracks()).extracting(Track::id).containsExactly(1L, 2L);
    assertThat(tracker.tracks().get(0).hits()).isEqualTo(9);
  }

  @Test
  void step_boxSeenTwice_isNeverConfirmed() {
    step(0, vehicle(box(100, 100, 50, 50)));
    step(INTERVAL_MICROS, vehicle(box(101, 100, 50, 50)));
    for (int i = 2; i < 10; i++) {
      assertThat(step(i * INTERVAL_MICROS)).isEmpty();
    }
    assertThat(confirmed).isEmpty();
    assertThat(tracker.tracks()).isEmpty();
  }

  @Test
  void step_minimumHits_confirms() {
    for (int i = 0; i < Track.MINIMUM_HITS; i++) {
      assertThat(confirmed).isEmpty();
      step(i * INTERVAL_MICROS, vehicle(box(100, 100, 50, 50)));
    }
    assertThat(confirmed).hasSize(1);
  }

  @Test
  void step_neverClearButGoesALongWay_isBelieved() {
    for (int i = 0; i < 6; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(40 + 30 * i, 200, 100, 50), i == 0 ? 0.42 : 0.36));
    }
    assertThat(confirmed).hasSize(1);
  }

  /** It turns round, or is hardly to be seen where it stops. */
  @ParameterizedTest
  @CsvSource({"-10, 0.36", "0, 0.3"})
  void step_goneALongWayAndThenBackOrDim_isStillBelieved(int pace, double score) {
    for (int i = 0; i < 7; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(40 + 30 * i, 200, 100, 50), i == 0 ? 0.42 : 0.36));
    }
    for (int i = 7; i < 27; i++) {
      step(
          i * INTERVAL_MICROS,
          vehicle(box(Math.max(40, 220 + pace * (i - 6)), 200, 100, 50), score));
    }
    assertThat(tracker.tracks()).hasSize(1).allMatch(Track::confirmed);
    assertThat(tracker.tracks().get(0).hits()).isEqualTo(27);
  }

  @Test
  void step_neverClearAndStays_isNotBelieved() {
    for (int i = 0; i < 60; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(300 + 20 * Math.sin(i), 200, 100, 50), 0.45));
    }
    assertThat(confirmed).isEmpty();
  }

  @Test
  void step_hardlyToBeSeenThoughItGoesALongWay_isNotBelieved() {
    for (int i = 0; i < 12; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(40 + 30 * i, 200, 100, 50), i == 0 ? 0.42 : 0.28));
    }
    assertThat(confirmed).isEmpty();
  }

  /** What a person carries along goes as far: a print on a coat is no face for that. */
  @Test
  void step_faceNeverClearThatGoesALongWay_isNotBelieved() {
    Tracker faces = new Tracker(TrackGroup.FACES, () -> ++lastId);
    for (int i = 0; i < 12; i++) {
      Box box = box(40 + 10 * i, 100, 30, 40);
      faces.step(
          i * INTERVAL_MICROS,
          List.of(new Detection(ObjectClass.FACE, box, 0.7, Optional.empty())));
    }
    assertThat(faces.tracks()).hasSize(1).noneMatch(Track::confirmed);
  }

  @Test
  void step_weakBoxes_prolongButNeverStart() {
    step(0, vehicle(box(100, 100, 50, 50)), vehicle(box(400, 100, 50, 50), 0.3));
    for (int i = 1; i < 12; i++) {
      step(
          i * INTERVAL_MICROS,
          vehicle(box(100, 100, 50, 50), 0.3),
          vehicle(box(400, 100, 50, 50), 0.3));
    }
    assertThat(confirmed).hasSize(1).containsEntry(1L, 12);
  }

  @Test
  void step_neverClearlySeen_isNotConfirmed() {
    for (int i = 0; i < 12; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(100, 100, 50, 50), 0.45));
    }
    assertThat(confirmed).isEmpty();
    step(12 * INTERVAL_MICROS, vehicle(box(100, 100, 50, 50), 0.6));
    assertThat(confirmed).hasSize(1).containsEntry(1L, 13);
  }

  @Test
  void step_bodiesCrossing_keepTheirTracks() {
    for (int i = 0; i < 20; i++) {
      step(
          i * INTERVAL_MICROS,
          vehicle(box(60 + 25 * i, 180, 80, 40)),
          vehicle(box(560 - 25 * i, 200, 80, 40)));
    }
    assertThat(confirmed).hasSize(2);
    Track first = tracker.tracks().get(0);
    assertThat(first.id()).isEqualTo(1);
    assertThat(first.velocityX()).isPositive();
    assertThat(first.box().centerX() * Pictures.WIDTH).isBetween(530.0, 540.0);
  }

  @Test
  void step_hiddenForAboutASecond_isFoundAgain() {
    for (int i = 0; i < 24; i++) {
      boolean hidden = i >= 8 && i < 15;
      Detection car = vehicle(box(60 + 15 * i, 200, 80, 40));
      step(i * INTERVAL_MICROS, hidden ? List.of() : List.of(car));
    }
    assertThat(confirmed).hasSize(1).containsEntry(1L, 17);
  }

  @Test
  void step_unseenForLongerThanLost_endsOnceAndStartsAnew() {
    for (int i = 0; i < 5; i++) {
      step(i * INTERVAL_MICROS, vehicle(box(100, 100, 50, 50)));
    }
    long last = 4 * INTERVAL_MICROS;
    assertThat(step(last + Tracker.LOST_MICROS)).isEmpty();
    assertThat(step(last + Tracker.LOST_MICROS + 1)).extracting(Track::id).containsExactly(1L);
    assertThat(step(last + 2 * Tracker.LOST_MICROS, vehicle(box(100, 100, 50, 50)))).isEmpty();
    assertThat(tracker.tracks()).extracting(Track::id).containsExactly(2L);
  }

  @Test
  void step_leavesThePicture_endsAtOnce() {
    for (int i = 0; i < 7; i++) {
      assertThat(step(i * INTERVAL_MICROS, vehicle(box(300 + 50 * i, 200, 80, 40)))).isEmpty();
    }
    assertThat(step(7 * INTERVAL_MICROS)).hasSize(1);
  }

  @Test
  void step_sameBodyNamedTwice_isOneTrack() {
    for (int i = 0; i < 6; i++) {
      step(
          i * INTERVAL_MICROS,
          vehicle(box(100, 100, 50, 50), 0.7),
          vehicle(box(102, 101, 52, 50), 0.6));
    }
    assertThat(confirmed).hasSize(1);
    assertThat(tracker.tracks()).hasSize(1);
  }

  @Test
  void objectClass_detectorWavers_isTheMajority() {
    Box at = box(100, 100, 50, 50);
    Detection bicycle = new Detection(ObjectClass.BICYCLE, at, 0.6, Optional.empty());
    step(0, bicycle);
    step(1 * INTERVAL_MICROS, vehicle(at));
    step(2 * INTERVAL_MICROS, vehicle(at));
    step(3 * INTERVAL_MICROS, bicycle);
    assertThat(tracker.tracks()).hasSize(1);
    assertThat(tracker.tracks().get(0).objectClass()).isEqualTo(ObjectClass.VEHICLE);
  }

  @Test
  void step_hundredBodies_areHundredTracks() {
    for (int i = 0; i < 12; i++) {
      List<Detection> grid = new ArrayList<>();
      for (int n = 0; n < 100; n++) {
        grid.add(vehicle(box(30 + 60 * (n % 10) + 3 * i, 20 + 34 * (n / 10), 40, 24)));
      }
      step(i * INTERVAL_MICROS, grid);
    }
    assertThat(confirmed).hasSize(100).allSatisfy((id, hits) -> assertThat(hits).isEqualTo(12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void step_tenThousandRandomBoxes_staysBounded(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      List<Detection> boxes = new ArrayList<>();
      for (int n = 0; n < 500; n++) {
        boxes.add(
            vehicle(
                new Box(
                    random.nextDouble() * 1.2 - 0.1,
                    random.nextDouble() * 1.2 - 0.1,
                    random.nextDouble() * 0.3 - 0.01,
                    random.nextDouble() * 0.3 - 0.01),
                random.nextDouble()));
      }
      tracker.step(i * INTERVAL_MICROS, boxes);
      assertThat(tracker.tracks())
          .as("seed %d picture %d", seed, i)
          .hasSizeLessThanOrEqualTo(Tracker.MAXIMUM_TRACKS);
    }
  }

  /** Three roads of bodies with noise, misses, weak boxes, false boxes and uneven time. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void step_noisyWorld_countsTheBodies(long seed) {
    Random random = new Random(seed);
    double[] speeds = {180, -120, 40};
    double[] starts = {-40, 680, 200};
    double now = 0;
    for (int i = 0; i < 20; i++) {
      List<Detection> seen = new ArrayList<>();
      for (int n = 0; n < speeds.length; n++) {
        double x = starts[n] + speeds[n] * now + 2 * random.nextGaussian();
        if (x < 20 || x > 620 || random.nextDouble() < 0.12) {
          continue;
        }
        double score = random.nextDouble() < 0.2 ? 0.3 : 0.8;
        double w = 90 + 3 * random.nextGaussian();
        seen.add(vehicle(box(x, 80 + 100 * n + random.nextGaussian(), w, 50), score));
      }
      if (random.nextDouble() < 0.2) {
        seen.add(vehicle(box(random.nextInt(640), 20 + random.nextInt(20), 30, 20), 0.5));
      }
      Collections.shuffle(seen, random);
      step((long) (now * 1e6), seen);
      now += 0.12 + 0.15 * random.nextDouble();
    }
    assertThat(confirmed).as("seed %d", seed).hasSize(3);
  }

  @Test
  void step_sameDetections_givesTheSameTracks() {
    assertThat(randomRun(42)).isEqualTo(randomRun(42));
  }

  private static List<String> randomRun(long seed) {
    Random random = new Random(seed);
    long[] id = {0};
    Tracker tracker = new Tracker(TrackGroup.VEHICLES, () -> ++id[0]);
    List<String> log = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      List<Detection> boxes = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        boxes.add(
            vehicle(box(random.nextInt(640), random.nextInt(360), 60, 60), random.nextDouble()));
      }
      log.add(tracker.step(i * INTERVAL_MICROS, boxes).toString());
      log.add(tracker.tracks().toString());
    }
    return log;
  }

  @Test
  void step_seenFaintlyAtFirst_isATrackThatKnowsSinceWhen() {
    for (int look = 0; look < 5; look++) {
      Box car = box(100 + 20 * look, 200, 100, 50);
      step(look * INTERVAL_MICROS, vehicle(car, look < 3 ? 0.3 : 0.7));
    }

    Track track = tracker.tracks().get(0);
    assertThat(track.firstMicros()).isEqualTo(3 * INTERVAL_MICROS);
    assertThat(track.hits()).isEqualTo(2);
    assertThat(track.faint().orElseThrow().mediaMicros()).isZero();
  }

  @Test
  void step_faintAloneOrOfAnotherTrack_beginsNone() {
    for (int look = 0; look < 5; look++) {
      step(look * INTERVAL_MICROS, vehicle(box(100, 200, 100, 50), 0.3));
    }
    assertThat(tracker.tracks()).isEmpty();

    step(5 * INTERVAL_MICROS, vehicle(box(100, 200, 100, 50), 0.7));
    step(6 * INTERVAL_MICROS, vehicle(box(100, 200, 100, 50), 0.3));
    tracker.end();
    step(7 * INTERVAL_MICROS, vehicle(box(100, 200, 100, 50), 0.7));
    assertThat(tracker.tracks().get(0).faint()).isEmpty();
  }
}
