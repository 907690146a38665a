package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.LaneArea.Place;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneAreaTest {
  private static final double ASPECT = (double) Pictures.WIDTH / Pictures.HEIGHT;

  /** A box of 100 pixels' height, so that margins are 5 and 10 pixels. */
  @ParameterizedTest
  @CsvSource({
    "150, OUTSIDE",
    "189, OUTSIDE",
    "191, BORDER",
    "199, BORDER",
    "204, BORDER",
    "206, INSIDE",
    "250, INSIDE",
    "294, INSIDE",
    "296, BORDER",
    "309, BORDER",
    "311, OUTSIDE"
  })
  void place_bottomAtRow_hasBordersAlongTheSides(double bottom, Place expected) {
    LaneArea area = new LaneArea(lane("d", 200, 300).polygon());
    assertThat(area.place(box(320, bottom - 50, 160, 100), ASPECT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "320", "637", "640"})
  void place_atThePicturesEdge_isInside(double x) {
    LaneArea area = new LaneArea(lane("d", 200, 360).polygon());
    assertThat(area.place(box(x, 310, 60, 100), ASPECT)).isEqualTo(Place.INSIDE);
    assertThat(area.place(box(x, 340, 60, 100), ASPECT)).isEqualTo(Place.INSIDE);
  }

  @Test
  void place_tallBoxOfTheNextLane_isOutside() {
    LaneArea turnLane = new LaneArea(lane("turn", 93, 147).polygon());
    assertThat(turnLane.place(box(320, 170, 150, 70), ASPECT)).isEqualTo(Place.OUTSIDE);
  }

  @Test
  void place_slantedSide_measuresInPixels() {
    Polygon triangle = new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(0, 1)));
    LaneArea area = new LaneArea(triangle);
    // The slanted side passes through the middle of the picture; its normal there is (360, 640).
    double length = Math.hypot(360, 640);
    double in = 6;
    assertThat(
            area.place(box(320 - in * 360 / length, 180 - in * 640 / length - 50, 60, 100), ASPECT))
        .isEqualTo(Place.INSIDE);
    double out = 11;
    assertThat(
            area.place(
                box(320 + out * 360 / length, 180 + out * 640 / length - 50, 60, 100), ASPECT))
        .isEqualTo(Place.OUTSIDE);
  }
}
