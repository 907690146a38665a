package io.outpost.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.vision.DetectorPlan.FaceInput;
import io.outpost.agent.vision.DetectorPlan.Tile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorPlanTest {
  @Test
  void of_nothingWanted_hasNoTiles() {
    DetectorPlan plan = DetectorPlan.of(0, List.of(), 1920, 1080);

    assertThat(plan.faces()).isEmpty();
    assertThat(plan.bodies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "640,480,20",
    "480,270,14",
    "1920,1080,40",
    "704,576,16",
    "320,240,60",
    "320,240,20",
    "320,240,12",
    "320,240,8",
    "352,288,10",
    "640,360,12",
    "1280,720,24",
    "641,361,20"
  })
  void faces_ofAnySizeAnywhere_areWholeAndLargeEnoughInATile(int width, int height, int minWidth) {
    List<Tile> tiles = DetectorPlan.of(minWidth, List.of(), width, height).faces();

    for (int face = minWidth; face < height; face = face * 5 / 4 + 1) {
      for (int x = 0; x + face <= width; x += 1 + width / 37) {
        for (int y = 0; y + face <= height; y += 1 + height / 23) {
          Tile wanted = new Tile(x, y, face, face);
          assertThat(tiles.stream().anyMatch(tile -> shows(tile, wanted, width, height)))
              .as("%s in %s", wanted, tiles)
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3840,2160,20", "8192,100,8", "8192,8192,8"})
  void faces_tooSmallForThePicture_areGivenUpRatherThanTheBox(int width, int height, int minWidth) {
    List<Tile> tiles = DetectorPlan.of(minWidth, List.of(), width, height).faces();

    assertThat(tiles).hasSizeBetween(2, 2 * DetectorPlan.MAX_TILES);
  }

  /** Whole, and not so near to an edge inside the picture that it is taken for a piece. */
  private static boolean shows(Tile tile, Tile face, int width, int height) {
    int edge = DetectorPlan.CUT_EDGE;
    int left = tile.x() > 0 ? edge : 0;
    int top = tile.y() > 0 ? edge : 0;
    int right = tile.right() < width ? edge : 0;
    int bottom = tile.bottom() < height ? edge : 0;
    Tile clear =
        new Tile(
            tile.x() + left,
            tile.y() + top,
            tile.width() - left - right,
            tile.height() - top - bottom);
    return contains(clear, face) && face.width() * FaceInput.BUILT_IN.side() / tile.width() >= 14;
  }

  @Test
  void bodies_aroundAStripOfGround_areAsHighAsAVehicleOnIt() {
    List<Tile> tiles =
        DetectorPlan.of(0, List.of(TestWorkers.area(0, 0.93, 1, 1)), 640, 360).bodies();

    assertThat(tiles).hasSizeLessThan(6);
    assertThat(tiles)
        .allSatisfy(tile -> assertThat(tile.height()).isGreaterThanOrEqualTo(131))
        .allSatisfy(tile -> assertThat(tile.bottom()).isEqualTo(360));
  }

  @Test
  void bodies_aroundAWideLane_overlapAndReachAboveIt() {
    List<Tile> tiles =
        DetectorPlan.of(0, List.of(TestWorkers.area(0, 0.606, 1, 0.822)), 640, 360).bodies();

    assertThat(tiles).hasSize(3);
    assertThat(tiles).allSatisfy(tile -> assertThat(tile.y()).isLessThan(160));
    assertThat(tiles).allSatisfy(tile -> assertThat(tile.bottom()).isGreaterThan(300));
    assertThat(tiles.get(0).right() - tiles.get(1).x()).isGreaterThan(100);
    assertThat(tiles.get(2).right()).isEqualTo(640);
  }

  @Test
  void bodies_ofTwoLanesSideBySide_shareTheirTiles() {
    List<Tile> apart =
        DetectorPlan.of(
                0,
                List.of(
                    TestWorkers.area(0.4, 0.4, 0.6, 0.6), TestWorkers.area(0.4, 0.45, 0.6, 0.65)),
                1920,
                1080)
            .bodies();

    assertThat(apart).hasSize(1);
  }

  @Test
  void bodies_anyTile_liesInsideThePictureOnEvenPixels() {
    for (Tile tile :
        DetectorPlan.of(0, List.of(TestWorkers.area(0, 0, 1, 1)), 1921, 541).bodies()) {
      assertThat(tile.x() % 2 + tile.y() % 2).isZero();
      assertThat(tile.right()).isLessThanOrEqualTo(1921);
      assertThat(tile.bottom()).isLessThanOrEqualTo(541);
    }
  }

  private static boolean contains(Tile tile, Tile face) {
    return tile.x() <= face.x()
        && tile.y() <= face.y()
        && tile.right() >= face.right()
        && tile.bottom() >= face.bottom();
  }

  @Test
  void of_detectorWithALargeInput_needsFewerParts() {
    FaceInput large = new FaceInput(640, 11);
    Tile picture = new Tile(0, 0, 1280, 720);

    List<Tile> tiles = DetectorPlan.of(20, large, List.of(), picture).faces();

    assertThat(tiles).hasSizeLessThan(DetectorPlan.of(20, List.of(), 1280, 720).faces().size());
    assertThat(tiles).last().isEqualTo(new Tile(0, 0, 1280, 1280));
    assertThat(large.narrowestFace(tiles.get(0))).isLessThanOrEqualTo(20);
  }
}
