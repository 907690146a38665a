package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan.Tile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which tiles of a gated stream the detectors look at: where something differs from the scene, and
 * where they found something a moment ago, though it may stand still now. Beside that they patrol:
 * each look takes in a few of the other tiles, so that what neither shows is found within some
 * looks. In a scene that is not known yet they look at everything.
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
  // What has but a few looks, as an audit has, is not patrolled.
  private int looks = ROUND / 2;

  Attention(SceneModel scene) {
    this.scene = scene;
  }

  /** Those of the tiles that are worth it; the picture is the one that the scene saw last. */
  List<Tile> choose(List<Tile> tiles, Frame picture) {
    if (!scene.known()) {
      return tiles;
    }
    List<Tile> chosen = new ArrayList<>();
    for (int i = 0; i < tiles.size(); i++) {
      Tile tile = tiles.get(i);
      boolean itsTurn = i % ROUND == looks % ROUND;
      if (itsTurn
          || active(tile, picture)
          || found.stream().anyMatch(look -> nearAny(tile, look))) {
        chosen.add(tile);
      }
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

  private boolean active(Tile tile, Frame picture) {
    double width = picture.width();
    double height = picture.height();
    return scene.activeIn(
        tile.x() / width,
        tile.y() / height,
        (tile.x() + tile.width()) / width,
        (tile.y() + tile.height()) / height);
  }

  private static boolean nearAny(Tile tile, List<Candidate> look) {
    return look.stream().anyMatch(candidate -> near(tile, candidate));
  }

  private static boolean near(Tile tile, Candidate candidate) {
    double aside = AROUND * (candidate.right() - candidate.left());
    double above = AROUND * (candidate.bottom() - candidate.top());
    return candidate.right() + aside > tile.x()
        && candidate.left() - aside < tile.x() + tile.width()
        && candidate.bottom() + above > tile.y()
        && candidate.top() - above < tile.y() + tile.height();
  }
}
