package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.face;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Detection;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassersTest {
  private static final Camera BOTH = camera(new Faces(true, 20), lane("d", 218, 296));
  private static final Camera LANE_ALONE = camera(new Faces(false, 20), lane("d", 218, 296));

  private static List<AnalysedPicture> tenPictures(IntFunction<List<Detection>> seen) {
    return IntStream.range(0, 10)
        .mapToObj(i -> picture(i * INTERVAL_MICROS, seen.apply(i)))
        .toList();
  }

  @Test
  void moveIn_nothing_isFalse() {
    assertThat(Passers.moveIn(BOTH, tenPictures(i -> List.of()))).isFalse();
    assertThat(Passers.moveIn(BOTH, List.of())).isFalse();
  }

  @Test
  void moveIn_parkedVehicleThatTrembles_isFalse() {
    assertThat(
            Passers.moveIn(
                BOTH, tenPictures(i -> List.of(vehicle(box(300 + i % 3 * 6, 230, 120, 60))))))
        .isFalse();
  }

  @Test
  void moveIn_vehicleDrivesPast_isTrue() {
    assertThat(Passers.moveIn(BOTH, tenPictures(i -> List.of(vehicle(box(30 * i, 230, 120, 60))))))
        .isTrue();
  }

  @Test
  void moveIn_vehicleBesideTheLane_isFalse() {
    assertThat(Passers.moveIn(BOTH, tenPictures(i -> List.of(vehicle(box(30 * i, 150, 120, 60))))))
        .isFalse();
  }

  @Test
  void moveIn_faceWhereFacesAreNotAskedFor_isFalse() {
    List<AnalysedPicture> walking =
        tenPictures(i -> List.of(face(box(10 * i, 80, 40, 40), 0.9, 0.9)));

    assertThat(Passers.moveIn(BOTH, walking)).isTrue();
    assertThat(Passers.moveIn(LANE_ALONE, walking)).isFalse();
  }

  @Test
  void moveIn_oneFlickerOfTheDetector_isFalse() {
    assertThat(
            Passers.moveIn(
                BOTH,
                tenPictures(i -> i == 4 ? List.of(vehicle(box(300, 230, 120, 60))) : List.of())))
        .isFalse();
  }
}
