package io.outpost.agent.vision.worker;

import io.outpost.agent.gate.Region;
import io.outpost.agent.vision.DetectorPlan.Tile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parts of a gated stream's pictures the detectors look at: where something differs from the
 * scene, and where they found something a moment ago, though it may stand still now. Beside that
 * they patrol: each look takes in a few of the other tiles, so that what neither shows is found
 * within some looks. In a scene that is not known yet they look at everything.
 */
final class Attention {
  /** Looks in which every tile is looked at once. */
  private static final int ROUND = 50;

  /** Looks for which a find is remembered: detectors miss a body now and then. */
  private static final int REMEMBERED_LOOKS = 8;

  /** How far around a find the body may be by the next look, in its own sizes. */
  private static final double AROUND = 0.5;

  private final SceneModel scene;
  private final Deque<List<Candidate>> found = new ArrayDeque<>();
  private int looks;

  Attention(SceneModel scene) {
    this.scene = scene;
  }

  /** Those of the tiles that are worth it; the picture is the one that the scene saw last. */
  List<Tile> choose(List<Tile> tiles, Frame picture) {
    if (!scene.known()) {
      return tiles;
    }
    List<Crops.Place> places = places(picture);
    List<Tile> chosen = new ArrayList<>();
    Map<Long, List<Tile>> worthIt = new LinkedHashMap<>();
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      if (places.stream().anyMatch(place -> place.touches(tile))) {
        long size = (long) tile.width() << Integer.SIZE | tile.height();
        worthIt.computeIfAbsent(size, any -> new ArrayList<>()).add(tile);
      } else if (i % ROUND == looks % ROUND) {
        chosen.add(tile);
      }
    }
    Crops crops = new Crops(picture.width(), picture.height());
    for (List<Tile> ofOneSize : worthIt.values()) {
      List<Crops.Place> theirs =
          places.stream().filter(place -> ofOneSize.stream().anyMatch(place::touches)).toList();
      chosen.addAll(crops.around(theirs, ofOneSize));
    }
    return chosen;
  }

  /** Ends the look, with what was found in it. */
  void end(List<Candidate> candidates) {
    looks++;
    candidates.forEach(scene::found);
    found.addLast(candidates);
    if (found.size() > REMEMBERED_LOOKS) {
      found.removeFirst();
    }
  }

  /** In pixels. */
  private List<Crops.Place> places(Frame picture) {
    int width = picture.width();
    int height = picture.height();
    List<Crops.Place> places = new ArrayList<>();
    for (Region region : scene.regions()) {
      places.add(
          new Crops.Place(
              region.left() * width,
              region.top() * height,
              region.right() * width,
              region.bottom() * height));
    }
    for (List<Candidate> look : found) {
      for (Candidate candidate : look) {
        double aside = AROUND * candidate.width();
        double above = AROUND * candidate.height();
        places.add(
            new Crops.Place(
                candidate.left() - aside,
                candidate.top() - above,
                candidate.right() + aside,
                candidate.bottom() + above));
      }
    }
    return places;
  }
}
