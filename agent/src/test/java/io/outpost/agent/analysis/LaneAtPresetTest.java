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
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The lane "gate" belongs to a preset; "always" is watched wherever the camera looks. */
class LaneAtPresetTest {
  private static final Camera CAMERA =
      camera(
          Faces.DISABLED,
          lane("gate", 218, 296).under(LaneTerms.NONE.atPreset(Optional.of("Gate"))),
          lane("always", 93, 147));
  private static final View THERE = View.at(Set.of("P01", "Gate"));
  private static final View ELSEWHERE = View.at(Set.of());
  private static final List<Detection> CAR = List.of(vehicle(box(300, 230, 120, 60)));

  private CameraAnalysis analysis =
      new CameraAnalysis(CAMERA, Image.Stream.MAIN, SharperStills.NONE);
  private final List<LaneOccupied> told = new ArrayList<>();
  private long micros;

  private void look(View view, int pictures, double change, List<Detection> seen) {
    for (int i = 0; i < pictures; i++) {
      analysis.turn(view);
      keep(analysis.analyse(picture(micros, change, seen), STILLS));
      micros += INTERVAL_MICROS;
    }
  }

  private void look(View view, int pictures, List<Detection> seen) {
    look(view, pictures, 0.01, seen);
  }

  /** As when the agent hears that the camera looks elsewhere. */
  private void turned() {
    keep(analysis.interrupt());
  }

  private void keep(List<Observation> observations) {
    observations.forEach(one -> told.add((LaneOccupied) one));
  }

  private List<String> story() {
    return told.stream()
        .filter(one -> one.phase() != Phase.UPDATED)
        .map(
            one ->
                one.lane()
                    + " "
                    + one.phase().label()
                    + one.reason().map(reason -> " " + reason.label()).orElse(""))
        .toList();
  }

  @Test
  void lane_cameraLooksElsewhereOrDoesNotSay_isNotWatched() {
    look(ELSEWHERE, 60, CAR);
    look(View.UNKNOWN, 60, CAR);
    look(View.at(Set.of("Yard")), 60, CAR);
    assertThat(told).isEmpty();
  }

  @Test
  void lane_withoutAPreset_isWatchedWhereverTheCameraLooks() {
    look(ELSEWHERE, 30, List.of(vehicle(box(300, 110, 120, 60))));
    assertThat(story()).containsExactly("always began");
  }

  @Test
  void lane_cameraStandsThere_isWatchedWhenThePictureHasSettled() {
    look(ELSEWHERE, 12, CAR);
    turned();
    long thereMicros = micros;
    look(THERE, 30, CAR);
    assertThat(story()).containsExactly("gate began");
    assertThat(told.get(0).mediaMicros() - thereMicros).isBetween(2_000_000L, 3_000_000L);
    assertThat(told.get(0).mark().orElseThrow().presentAtStart()).isTrue();
  }

  @Test
  void lane_cameraIsTurnedAway_thatWhichStandsIsOneStayWhenItIsBack() {
    look(THERE, 20, List.of());
    look(THERE, 30, CAR);
    turned();
    // Where the lane would be there is another vehicle there.
    look(ELSEWHERE, 60, List.of(vehicle(box(500, 240, 90, 50))));
    turned();
    look(THERE, 30, CAR);
    look(THERE, 60, List.of());
    assertThat(story()).containsExactly("gate began", "gate ended");
    assertThat(told.get(1).dwell().toSeconds()).isBetween(19L, 20L);
  }

  @Test
  void lane_cameraIsTurnedAway_thatWhichHasLeftEndsAsUnwatched() {
    look(THERE, 20, List.of());
    look(THERE, 30, CAR);
    turned();
    look(ELSEWHERE, 60, List.of());
    turned();
    look(THERE, 60, List.of());
    assertThat(story()).containsExactly("gate began", "gate ended unwatched");
  }

  @Test
  void lane_cameraNeverComesBack_endsAfterAnHour() {
    look(THERE, 20, List.of());
    look(THERE, 30, CAR);
    turned();
    micros += 3_700_000_000L;
    look(ELSEWHERE, 3, List.of());
    assertThat(story()).containsExactly("gate began", "gate ended unwatched");
  }

  /** The picture leaps before the camera has said that it moves: nothing begins in it. */
  @Test
  void lane_pictureLeaps_settlesAnew() {
    look(THERE, 20, List.of());
    look(THERE, 1, 0.3, CAR);
    look(THERE, 10, CAR);
    assertThat(told).isEmpty();
    look(THERE, 10, CAR);
    assertThat(story()).containsExactly("gate began");
  }

  @Test
  void lane_ofAClip_isWatched() {
    analysis = new CameraAnalysis(CAMERA);
    look(View.UNKNOWN, 10, CAR);
    assertThat(story()).containsExactly("gate began");
  }
}
