package io.outpost.agent.vision.worker;

import io.outpost.agent.gate.Region;
import io.outpost.agent.vision.DetectorPlan;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.worker.Crops.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * <p>Bodies are looked for where they may stand in a lane, and less often where the answer is
 * known.
 */
final class Attention {
  /** Looks in which every tile is looked at once. */
  private static final int ROUND = 50;

  /** Looks for which a find is remembered: detectors miss a body now and then. */
  private static final int REMEMBERED_LOOKS = 8;

  /** How far around a find the body may be by the next look, in its own sizes. */
  private static final double AROUND = 0.5;

  /** A face is at least so much of the part in which something differs, across and down. */
  private static final double FACE_SHARE = 0.75;

  private static final long WHOLE_MICROS = 1_000_000;

  private final SceneModel scene;
  private final Familiar familiar = new Familiar();
  private final Deque<List<Candidate>> faces = new ArrayDeque<>();
  private final Deque<List<Candidate>> bodies = new ArrayDeque<>();
  private int looks;
  private long wholeMicros = Long.MIN_VALUE;

  // Of the picture that is being looked at.
  private List<Place> bodyPlaces = List.of();
  private List<Place> asked = List.of();

  Attention(SceneModel scene) {
    this.scene = scene;
  }

  /** Where to look for faces in the picture, which is the one that the scene saw last. */
  List<Tile> forFaces(List<Tile> tiles, Frame picture, long micros) {
    if (isWhole(micros)) {
      return tiles;
    }
    List<Place> places = new ArrayList<>(around(faces));
    regions().forEach(region -> places.add(place(region, picture)));
    return choose(tiles, places, picture, Attention::mayHoldFace);
  }

  /**
   * Where to look for bodies in the picture, which is the one that the scene saw last; empty when
   * those that were found last are still there, as far as can be seen without a detector.
   */
  Optional<List<Tile>> forBodies(List<Tile> tiles, Frame picture, long micros) {
    bodyPlaces = List.of();
    asked = List.of();
    if (isWhole(micros)) {
      return Optional.of(tiles);
    }
    List<Place> places = new ArrayList<>(around(bodies));
    for (Region region : regions()) {
      if (region.ground()) {
        places.add(place(region, picture));
      }
    }
    places.removeIf(place -> tiles.stream().noneMatch(place::touches));
    bodyPlaces = places;
    List<Place> due = places.stream().filter(place -> familiar.isDue(place, micros)).toList();
    boolean occupied = places.stream().anyMatch(familiar::hasBody);
    if (due.isEmpty() && occupied) {
      return Optional.empty();
    }
    // Who looks at all looks at every body, or their trackers would take the others for lost.
    asked = places.stream().filter(one -> due.contains(one) || familiar.hasBody(one)).toList();
    return Optional.of(choose(tiles, asked, picture, Place::touches));
  }

  /** Ends the look, with what was found in it. */
  void end(List<Candidate> foundFaces, Optional<List<Candidate>> foundBodies, long micros) {
    looks++;
    remember(faces, foundFaces);
    foundBodies.ifPresent(found -> remember(bodies, found));
    if (isWhole(micros)) {
      wholeMicros = micros;
    }
    familiar.end(bodyPlaces, asked::contains, foundBodies.orElse(List.of()), micros);
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

  private void remember(Deque<List<Candidate>> finds, List<Candidate> found) {
    found.forEach(scene::found);
    finds.addLast(found);
    if (finds.size() > REMEMBERED_LOOKS) {
      finds.removeFirst();
    }
  }

  private List<Tile> choose(
      List<Tile> tiles, List<Place> places, Frame picture, BiPredicate<Place, Tile> worth) {
    List<Tile> chosen = new ArrayList<>();
    Map<Long, List<Tile>> worthIt = new LinkedHashMap<>();
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      if (places.stream().anyMatch(place -> worth.test(place, tile))) {
        long size = (long) tile.width() << Integer.SIZE | tile.height();
        worthIt.computeIfAbsent(size, any -> new ArrayList<>()).add(tile);
      } else if (i % ROUND == looks % ROUND) {
        chosen.add(tile);
      }
    }
    Crops crops = new Crops(picture.width(), picture.height());
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
  private static boolean mayHoldFace(Place place, Tile tile) {
    double narrowest = FACE_SHARE * DetectorPlan.narrowestFace(tile);
    return place.touches(tile) && place.width() >= narrowest && place.height() >= narrowest;
  }

  private static Place place(Region region, Frame picture) {
    return new Place(
        region.left() * picture.width(),
        region.top() * picture.height(),
        region.right() * picture.width(),
        region.bottom() * picture.height());
  }

  private static List<Place> around(Deque<List<Candidate>> finds) {
    return finds.stream().flatMap(List::stream).map(found -> Place.of(found).with(AROUND)).toList();
  }
}
