package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.vision.DetectorPlan.FaceInput;
import io.outpost.agent.vision.worker.Crops.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcealmentTest {
  private static final Place OWN = new Place(100, 100, 160, 160);

  /** What one still costs: so many calls of the built-in detector. */
  @ParameterizedTest
  @CsvSource({
    "320, 240, 13",
    "640, 360, 31",
    "1280, 720, 35",
    "1920, 1080, 31",
    "1920, 1440, 45",
    "1080, 1920, 31"
  })
  void tiles_ofAnySize_areBounded(int width, int height, int calls) {
    assertThat(Concealment.tiles(width, height, FaceInput.BUILT_IN)).hasSize(calls);
  }

  @Test
  void isSame_nearlyTheSameBox_isTheFaceThatStays() {
    assertThat(Concealment.isSame(OWN, new Place(110, 95, 165, 150))).isTrue();
    assertThat(Concealment.isSame(OWN, new Place(85, 80, 175, 185))).isTrue();
  }

  @Test
  void isSame_neighbour_isNot() {
    assertThat(Concealment.isSame(OWN, new Place(140, 100, 200, 160))).isFalse();
    assertThat(Concealment.isSame(OWN, new Place(130, 110, 145, 125)))
        .as("small, behind")
        .isFalse();
    assertThat(Concealment.isSame(OWN, new Place(120, 60, 320, 260))).as("large, before").isFalse();
  }
}
