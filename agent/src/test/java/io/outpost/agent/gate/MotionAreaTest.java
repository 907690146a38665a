package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotionAreaTest {
  /** From row to row of tiles, over the whole width. */
  private static Polygon rows(double from, double to) {
    double top = from / Tiles.ROWS;
    double bottom = to / Tiles.ROWS;
    return new Polygon(
        List.of(new Point(0, top), new Point(1, top), new Point(1, bottom), new Point(0, bottom)));
  }

  private static boolean ground(MotionArea area, int row) {
    return area.ground(row * Tiles.COLUMNS + Tiles.COLUMNS / 2);
  }

  @Test
  void ground_ofALane_isWhatLiesInIt() {
    MotionArea area = new MotionArea(List.of(), List.of(rows(20, 24)), false);

    assertThat(ground(area, 19)).isFalse();
    assertThat(ground(area, 20)).isTrue();
    assertThat(ground(area, 23)).isTrue();
    assertThat(ground(area, 24)).isFalse();
  }

  @Test
  void ground_ofALaneThatBordersOnATile_isNotInIt() {
    MotionArea area = new MotionArea(List.of(), List.of(rows(19.9, 24.1)), false);

    assertThat(ground(area, 19)).isFalse();
    assertThat(ground(area, 24)).isFalse();
  }

  @Test
  void ground_ofALaneOneTileHigh_isTheTileAboveItToo() {
    MotionArea area = new MotionArea(List.of(), List.of(rows(20, 21)), false);

    assertThat(ground(area, 18)).isFalse();
    assertThat(ground(area, 19)).isTrue();
    assertThat(ground(area, 20)).isTrue();
    assertThat(ground(area, 21)).isFalse();
  }

  /** A washing line, drawn from corner to corner: no corner of a tile lies under it. */
  @Test
  void open_thinMask_isNowhereThatItTouches() {
    double thin = 1e-4;
    Polygon line =
        new Polygon(
            List.of(
                new Point(0, 0.4),
                new Point(1, 0.41),
                new Point(1, 0.41 + thin),
                new Point(0, 0.4 + thin)));
    MotionArea area = new MotionArea(List.of(line), List.of(), true);

    for (int column = 0; column < Tiles.COLUMNS; column++) {
      int under = (int) (Tiles.ROWS * (0.4 + 0.01 * Tiles.left(column)));
      assertThat(area.open(under * Tiles.COLUMNS + column)).as("column %d", column).isFalse();
      assertThat(area.matters(under * Tiles.COLUMNS + column)).isFalse();
      assertThat(area.open((under + 2) * Tiles.COLUMNS + column)).isTrue();
      assertThat(area.open((under - 2) * Tiles.COLUMNS + column)).isTrue();
    }
  }

  @Test
  void ground_whereNoLaneIs_isNowhere() {
    MotionArea area = new MotionArea(List.of(), List.of(), true);

    assertThat(ground(area, Tiles.ROWS - 1)).isFalse();
  }
}
