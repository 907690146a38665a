package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan.Tile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which tiles of a gated stream the detectors look at: where something differs from the scene, and
 * where they found something a moment ago, though it may stand still now. Now and then they look at
 * everything, so that what neither shows is not overlooked for long.
 */
final class Attention {
  /** Of media time. */
  private static final long EVERYTHING_MICROS = 10_000_000;

  /** Looks for which a find is remembered: detectors miss a body now and then. */
  private static final int REMEMBERED_LOOKS = 8;

  /** How far around a find the body may be by the next look, in its own sizes. */
  private static final double AROUND = 0.5;

  private final SceneModel scene;
  private final Deque<List<Candidate>> found = new ArrayDeque<>();
  private boolean everything;
  private long everythingMicros = Long.MIN_VALUE;
  private long lastMicros = Long.MIN_VALUE;

  Attention(SceneModel scene) {
    this.scene = scene;
  }

  /** Begins a look at the picture that the scene saw last. */
  void begin(long micros) {
    everything =
        everythingMicros == Long.MIN_VALUE
            || micros < lastMicros
            || micros - everythingMicros >= EVERYTHING_MICROS
            || !scene.known();
    if (everything) {
      everythingMicros = micros;
    }
    lastMicros = micros;
  }

  /** Those of the tiles that are worth it. */
  List<Tile> choose(List<Tile> tiles, Frame picture) {
    if (everything) {
      return tiles;
    }
    List<Tile> chosen = new ArrayList<>();
    for (Tile tile : tiles) {
      if (active(tile, picture) || found.stream().anyMatch(look -> nearAny(tile, look))) {
        chosen.add(tile);
      }
    }
    return chosen;
  }

  /** Ends the look, with what was found in it. */
  void end(List<Candidate> candidates) {
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
