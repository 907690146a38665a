package io.outpost.agent.vision.worker;

import io.outpost.agent.gate.Region;
import io.outpost.agent.vision.DetectorPlan.FaceInput;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.worker.Crops.Place;
import io.outpost.agent.vision.worker.Familiar.Habit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which parts of a gated stream's pictures the detectors look at: where something differs from the
 * scene, and where they found something a moment ago, though it may stand still now. Beside that
 * they patrol: each look takes in a few of the other tiles, so that what neither shows is found
 * within some looks. While the scene is not known, noise differs from it as much as anybody does:
 * they look at everything once a second then, and around what they found in between.
 *
 * <p>Bodies are looked for where they may stand in a lane; each detector is asked less often where
 * its answer is known.
 */
final class Attention {
  /** Looks in which every tile is looked at once. */
  private static final int ROUND = 50;

  /** A face is at least so much of the part in which something differs, across and down. */
  private static final double FACE_SHARE = 0.75;

  /** By how much a body's foot may miss a lane that it stands in, in its own sizes. */
  private static final double IN_LANE = 0.1;

  /** The same until it has left for certain: a rule waits for that. */
  private static final double LEAVING = 0.4;

  private static final long WHOLE_MICROS = 1_000_000;

  private final KnownScene scene;
  private final Sought faces = new Sought(Habit.FACES);
  private final Sought bodies = new Sought(Habit.BODIES);
  private int looks;
  private long wholeMicros = Long.MIN_VALUE;

  Attention(KnownScene scene) {
    this.scene = scene;
  }

  /** Where to look for faces in a picture of this size, the one that the scene saw last. */
  List<Tile> forFaces(List<Tile> tiles, FaceInput input, PictureSize size, long micros) {
    faces.begin();
    if (isWhole(micros)) {
      return tiles;
    }
    List<Place> places = new ArrayList<>(faces.around());
    regions().forEach(region -> places.add(place(region, size)));
    return choose(
        tiles, faces.begin(places, micros), size, (place, tile) -> mayHoldFace(place, tile, input));
  }

  /**
   * Where to look for bodies in a picture of this size, the one that the scene saw last; empty when
   * those that were found last are still there, as far as can be seen without a detector.
   */
  Optional<List<Tile>> forBodies(List<Tile> tiles, PictureSize size, long micros) {
    bodies.begin();
    if (isWhole(micros)) {
      return Optional.of(tiles);
    }
    List<Place> places = new ArrayList<>(bodies.around());
    for (Region region : regions()) {
      if (region.ground()) {
        places.add(place(region, size));
      }
    }
    places.removeIf(place -> tiles.stream().noneMatch(place::touches));
    if (bodies.begin(places, micros).isEmpty() && bodies.foundSomething()) {
      return Optional.empty();
    }
    return Optional.of(choose(tiles, bodies.withFinds(), size, Place::touches));
  }

  /** Ends the look, with what was found in it. */
  void end(List<Candidate> foundFaces, Optional<List<Candidate>> foundBodies, long micros) {
    looks++;
    if (isWhole(micros)) {
      wholeMicros = micros;
    }
    foundFaces.forEach(scene::found);
    faces.end(foundFaces, micros);
    faces.remember(foundFaces);
    List<Candidate> inLanes =
        foundBodies.orElse(List.of()).stream().filter(this::concernsLane).toList();
    bodies.end(inLanes, micros);
    foundBodies.ifPresent(
        found -> {
          found.forEach(scene::found);
          bodies.remember(inLanes);
        });
  }

  /** What drives past beside a lane does not, unless it has just come out of it. */
  private boolean concernsLane(Candidate body) {
    return scene.standsByLane(body, IN_LANE)
        || (scene.standsByLane(body, LEAVING) && bodies.remembers(body));
  }

  /** Whether everything is looked at in this picture. */
  private boolean isWhole(long micros) {
    return !scene.known()
        && (wholeMicros == Long.MIN_VALUE
            || micros < wholeMicros
            || micros - wholeMicros >= WHOLE_MICROS);
  }

  private List<Region> regions() {
    return scene.known() ? scene.regions() : List.of();
  }

  private List<Tile> choose(
      List<Tile> tiles, List<Place> places, PictureSize size, BiPredicate<Place, Tile> worth) {
    List<Tile> chosen = new ArrayList<>();
    Map<Long, List<Tile>> worthIt = new LinkedHashMap<>();
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      if (places.stream().anyMatch(place -> worth.test(place, tile))) {
        long sides = (long) tile.width() << Integer.SIZE | tile.height();
        worthIt.computeIfAbsent(sides, any -> new ArrayList<>()).add(tile);
      } else if (i % ROUND == looks % ROUND) {
        chosen.add(tile);
      }
    }
    Crops crops = new Crops(size.width(), size.height());
    for (List<Tile> ofOneSize : worthIt.values()) {
      List<Place> theirs =
          places.stream()
              .filter(place -> ofOneSize.stream().anyMatch(tile -> worth.test(place, tile)))
              .toList();
      chosen.addAll(crops.around(theirs, ofOneSize));
    }
    return chosen;
  }

  /** Large tiles are there for faces that small ones cut. */
  private static boolean mayHoldFace(Place place, Tile tile, FaceInput input) {
    double narrowest = FACE_SHARE * input.narrowestFace(tile);
    return place.touches(tile) && place.width() >= narrowest && place.height() >= narrowest;
  }

  private static Place place(Region region, PictureSize size) {
    return new Place(
        region.left() * size.width(),
        region.top() * size.height(),
        region.right() * size.width(),
        region.bottom() * size.height());
  }
}
