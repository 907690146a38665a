package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.lane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneAreaTest {
  private static final double ASPECT = (double) Pictures.WIDTH / Pictures.HEIGHT;

  @ParameterizedTest
  @CsvSource({"150, -0.5", "190, -0.1", "199, -0.01", "205, 0.05", "250, 0.5", "310, -0.1"})
  void depth_bottomAtRow_isMeasuredInBoxHeights(double bottom, double expected) {
    LaneArea area = new LaneArea(lane("d", 200, 300).polygon());
    assertThat(area.depth(box(320, bottom - 50, 160, 100), ASPECT))
        .isCloseTo(expected, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "320", "637", "640"})
  void depth_atThePicturesEdge_isInside(double x) {
    LaneArea area = new LaneArea(lane("d", 200, 360).polygon());
    assertThat(area.depth(box(x, 310, 60, 100), ASPECT)).isGreaterThan(1);
    assertThat(area.depth(box(x, 340, 60, 100), ASPECT)).isGreaterThan(1);
  }

  @Test
  void depth_tallBoxOfTheNextLane_isOutside() {
    LaneArea turnLane = new LaneArea(lane("turn", 93, 147).polygon());
    assertThat(turnLane.depth(box(320, 170, 150, 70), ASPECT)).isLessThan(-0.5);
  }

  @Test
  void depth_slantedSide_measuresInPixels() {
    Polygon triangle = new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(0, 1)));
    LaneArea area = new LaneArea(triangle);
    // The slanted side passes through the middle of the picture; its normal there is (360, 640).
    double length = Math.hypot(360, 640);
    for (double pixels : new double[] {6, -11}) {
      double x = 320 - pixels * 360 / length;
      double bottom = 180 - pixels * 640 / length;
      assertThat(area.depth(box(x, bottom - 50, 60, 100), ASPECT))
          .isCloseTo(pixels / 100, within(1e-9));
    }
  }

  @Test
  void depth_laneIsTheWholePicture_hasNoEnd() {
    LaneArea area = new LaneArea(lane("all", 0, 360).polygon());
    assertThat(area.depth(box(2, 358, 60, 100), ASPECT)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
