package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.face;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.unchanged;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Observation.Sighting;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.vision.Detection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraAnalysisTest {
  private static final Camera BOTH = camera(new Faces(true, 20), lane("d", 218, 296));
  private static final List<Detection> FACE_AND_CAR =
      List.of(vehicle(box(300, 230, 120, 60)), face(box(100, 80, 40, 40), 0.8, 0.8));

  private final CameraAnalysis analysis = new CameraAnalysis(BOTH);

  private List<Observation> look(long firstMicros, int pictures) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      observations.addAll(
          analysis.analyse(picture(firstMicros + i * INTERVAL_MICROS, FACE_AND_CAR), STILLS));
    }
    return observations;
  }

  private static List<String> names(List<Observation> observations) {
    return observations.stream()
        .map(Sighting.class::cast)
        .map(o -> o.getClass().getSimpleName() + " " + o.track() + " " + o.phase().label())
        .toList();
  }

  @Test
  void end_closesEverythingOnce() {
    assertThat(names(look(0, 6))).containsExactly("LaneOccupied 2 began");
    assertThat(names(analysis.end()))
        .containsExactly("FaceCaptured 1 ended", "LaneOccupied 2 ended");
    assertThat(analysis.end()).isEmpty();
  }

  @Test
  void analyse_mediaTimeStartsAgain_closesTheFaceAndGoesOnWithWhatStands() {
    look(50_000_000, 6);
    assertThat(names(look(0, 6))).containsExactly("FaceCaptured 1 ended");
    assertThat(names(analysis.end()))
        .as("a face that has not moved is not told again")
        .containsExactly("LaneOccupied 2 ended");
  }

  @Test
  void analyse_longGap_endsTheFaceAndGoesOnWithWhatStands() {
    look(0, 6);
    assertThat(names(look(60_000_000, 6)))
        .containsExactly("FaceCaptured 1 ended", "LaneOccupied 2 updated");
  }

  @Test
  void analyse_longGap_whatMovedIsAnother() {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      long micros = i < 6 ? i * INTERVAL_MICROS : 60_000_000 + i * INTERVAL_MICROS;
      observations.addAll(
          analysis.analyse(
              picture(micros, List.of(vehicle(box(100 + 40 * (i % 6), 230, 120, 60)))), STILLS));
    }
    assertThat(names(observations))
        .containsExactly("LaneOccupied 1 began", "LaneOccupied 1 ended", "LaneOccupied 2 began");
  }

  /** The detector is asked at every third look, and misses the vehicle now and then. */
  @Test
  void analyse_bodiesAsBefore_standingVehicleIsOneOccupation_andEndsSoonAfterItLeft() {
    List<Detection> car = FACE_AND_CAR.subList(0, 1);
    List<Observation> observations = new ArrayList<>();
    long micros = 0;
    for (int look = 0; look < 900; look++) {
      micros = look * INTERVAL_MICROS;
      boolean asked = look < 4 || look % 3 == 0;
      List<Detection> seen = look % 30 == 27 ? List.of() : car;
      observations.addAll(
          analysis.analyse(asked ? picture(micros, seen) : unchanged(micros), STILLS));
    }
    assertThat(names(observations.subList(0, 1))).containsExactly("LaneOccupied 1 began");
    assertThat(names(observations.subList(1, observations.size())))
        .hasSize(4)
        .containsOnly("LaneOccupied 1 updated");

    observations.clear();
    for (int look = 0; look < 30; look++) {
      micros += INTERVAL_MICROS;
      observations.addAll(analysis.analyse(picture(micros, List.of()), STILLS));
    }
    assertThat(names(observations)).containsExactly("LaneOccupied 1 ended");
  }

  @Test
  void analyse_bodiesAsBefore_dwellGoesOn() {
    List<Detection> car = FACE_AND_CAR.subList(0, 1);
    CameraAnalysis patient =
        new CameraAnalysis(camera(Faces.DISABLED, lane("d", 218, 296, Duration.ofSeconds(2))));
    List<Observation> observations = new ArrayList<>();
    for (int look = 0; look * INTERVAL_MICROS <= 2_200_000; look++) {
      long micros = look * INTERVAL_MICROS;
      boolean asked = look < 4;
      observations.addAll(
          patient.analyse(asked ? picture(micros, car) : unchanged(micros), STILLS));
    }
    assertThat(names(observations)).containsExactly("LaneOccupied 1 began");
    assertThat(((LaneOccupied) observations.get(0)).dwell())
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2200));
  }

  /** Glances every two seconds found nothing that moved, and looked each time. */
  @Test
  void rested_standingVehicleGlancedAtForMinutes_isOneOccupation_andEndsSoonAfterItLeft() {
    look(0, 12);
    List<Observation> observations = new ArrayList<>();
    long micros = 12 * INTERVAL_MICROS;
    for (int i = 0; i < 100; i++) {
      micros += 2_000_000;
      analysis.rested();
      List<Detection> seen = i % 10 == 7 ? List.of() : FACE_AND_CAR; // Missed now and then.
      observations.addAll(analysis.analyse(picture(micros, seen), STILLS));
      assertThat(analysis.occupied()).isTrue();
    }
    assertThat(names(observations))
        .as("a face that never moves is a print")
        .containsOnlyOnce("FaceCaptured 1 ended");
    observations.removeIf(FaceCaptured.class::isInstance);
    assertThat(names(observations)).hasSize(6).containsOnly("LaneOccupied 2 updated");

    observations.clear();
    for (int i = 0; i < 30; i++) {
      micros += INTERVAL_MICROS;
      observations.addAll(analysis.analyse(picture(micros, List.of()), STILLS));
    }
    assertThat(names(observations)).containsExactly("LaneOccupied 2 ended");
    assertThat(analysis.occupied()).isFalse();
  }

  @Test
  void analyse_lampSwitchedOn_leavesTheStandingVehicleAlone() {
    look(0, 12);
    List<Observation> observations =
        new ArrayList<>(analysis.analyse(picture(12 * INTERVAL_MICROS, 0.3, FACE_AND_CAR), STILLS));
    observations.addAll(look(13 * INTERVAL_MICROS, 12));
    assertThat(names(observations)).containsExactly("FaceCaptured 1 ended", "FaceCaptured 3 began");
  }

  @Test
  void analyse_samePictures_givesTheSameObservations() {
    assertThat(randomRun(7)).isNotEmpty().isEqualTo(randomRun(7));
  }

  private static List<String> randomRun(long seed) {
    Random random = new Random(seed);
    CameraAnalysis analysis = new CameraAnalysis(BOTH);
    List<String> log = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<Detection> seen = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        double x = 80 * n + 5 * random.nextGaussian();
        seen.add(vehicle(box(x, 250 + 3 * random.nextGaussian(), 70, 50), random.nextDouble()));
        seen.add(face(box(x, 60, 30, 30), random.nextDouble(), random.nextDouble()));
      }
      seen.removeIf(detection -> random.nextDouble() < 0.3);
      for (Observation told : analysis.analyse(picture(i * INTERVAL_MICROS, seen), STILLS)) {
        log.add(describe(told));
      }
    }
    analysis.end().forEach(told -> log.add(describe(told)));
    return log;
  }

  private static String describe(Observation observation) {
    Sighting told = (Sighting) observation;
    return told.getClass().getSimpleName()
        + (" " + told.track() + " " + told.phase() + " " + told.mediaMicros())
        + (" " + told.box() + " " + told.images().size());
  }
}
