package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolygonTest {
  private static final Polygon TRIANGLE =
      new Polygon(List.of(new Point(0.2, 0.2), new Point(0.8, 0.2), new Point(0.2, 0.8)));

  /** Around it, within it, over a corner, over an edge, along an edge. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 1",
    "0.3, 0.3, 0.35, 0.35",
    "0.1, 0.7, 0.25, 0.9",
    "0.45, 0.4, 0.9, 0.9",
    "0.1, 0.3, 0.2, 0.4"
  })
  void touches_whatItCovers_isTrue(double left, double top, double right, double bottom) {
    assertThat(TRIANGLE.touches(left, top, right, bottom)).isTrue();
  }

  /** Before it, and in the corner of its bounds that it leaves free. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0.19, 1", "0.55, 0.55, 0.8, 0.8"})
  void touches_whatLiesBesideIt_isFalse(double left, double top, double right, double bottom) {
    assertThat(TRIANGLE.touches(left, top, right, bottom)).isFalse();
  }

  @Test
  void touches_thinnerThanTheRectangleAndThroughItsMiddle_isTrue() {
    Polygon strip =
        new Polygon(
            List.of(
                new Point(0, 0.52), new Point(1, 0.52), new Point(1, 0.521), new Point(0, 0.521)));

    assertThat(strip.touches(0.4, 0.4, 0.6, 0.6)).isTrue();
  }
}
