package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.vision.DetectorPlan;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.worker.Crops.Place;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CropsTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private final Crops crops = new Crops(WIDTH, HEIGHT);
  private final List<Tile> tiles =
      DetectorPlan.of(20, List.of(), WIDTH, HEIGHT).faces().stream()
          .filter(tile -> tile.width() < HEIGHT)
          .toList();

  @Test
  void around_bodyInSeveralTiles_isOneCropOfTheirSize() {
    Place body = new Place(290, 150, 330, 230);

    List<Tile> chosen = crops.around(List.of(body), touched(body));

    assertThat(touched(body)).hasSizeGreaterThan(1);
    assertThat(chosen).hasSize(1);
    assertThat(chosen.get(0).width()).isEqualTo(tiles.get(0).width());
    assertThat(body.isWithin(chosen.get(0))).isTrue();
  }

  @Test
  void around_placesNearEachOther_shareACrop() {
    Place one = new Place(290, 150, 330, 200);
    Place other = new Place(300, 160, 345, 215);

    assertThat(crops.around(List.of(one, other), touched(one))).hasSize(1);
  }

  @Test
  void around_placeLargerThanATile_isLookedAtInAllTilesThatItTouches() {
    Place large = new Place(100, 20, 500, 340);

    assertThat(crops.around(List.of(large), touched(large))).isEqualTo(touched(large));
  }

  @Test
  void around_anyPlaces_areAllSeen_inPartsOfThePicture_noMoreThanTiles() {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      List<Place> places =
          random.ints(1 + random.nextInt(5)).mapToObj(any -> place(random)).toList();
      List<Tile> before =
          tiles.stream().filter(tile -> places.stream().anyMatch(p -> p.touches(tile))).toList();

      List<Tile> chosen = crops.around(places, before);

      assertThat(chosen).hasSizeLessThanOrEqualTo(before.size()).doesNotHaveDuplicates();
      assertThat(chosen).allMatch(tile -> tile.x() >= 0 && tile.x() + tile.width() <= WIDTH);
      assertThat(chosen).allMatch(tile -> tile.x() % 2 == 0 && tile.y() % 2 == 0);
      assertThat(places).allMatch(place -> chosen.stream().anyMatch(place::touches));
    }
  }

  private List<Tile> touched(Place place) {
    return tiles.stream().filter(place::touches).toList();
  }

  private static Place place(Random random) {
    double left = random.nextDouble() * (WIDTH - 20);
    double top = random.nextDouble() * (HEIGHT - 20);
    return new Place(
        left,
        top,
        Math.min(WIDTH, left + 5 + random.nextDouble() * 200),
        Math.min(HEIGHT, top + 5 + random.nextDouble() * 200));
  }
}
