package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan.Tile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Parts of a picture around what is worth a look, in place of the fixed tiles of a detector's plan:
 * tiles overlap so that whatever there may be is whole in one of them, and a body lies in several;
 * a part of the same size around it is one.
 */
final class Crops {
  /** Of a tile's sides that what is looked at may take, so that it is seen with what is around. */
  private static final double MOST = 0.75;

  private final int width;
  private final int height;

  /** In a picture of this size, pixels. */
  Crops(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Parts that show all that the tiles show of the places, or the tiles where those are fewer.
   *
   * @param tiles of one size
   * @param places in pixels, that lie in at least one of them
   */
  List<Tile> around(List<Place> places, List<Tile> tiles) {
    Tile like = tiles.get(0);
    Set<Tile> crops = new LinkedHashSet<>();
    for (Place place : places) {
      if (place.width() > MOST * like.width() || place.height() > MOST * like.height()) {
        tiles.stream().filter(place::touches).forEach(crops::add);
      } else if (crops.stream().noneMatch(place::isWithin)) {
        crops.add(
            new Tile(
                start(place.left() + place.right(), like.width(), width),
                start(place.top() + place.bottom(), like.height(), height),
                like.width(),
                like.height()));
      }
    }
    return crops.size() < tiles.size() ? List.copyOf(crops) : tiles;
  }

  /** Even; inside the picture as far as the tile is. */
  private static int start(double twiceTheMiddle, int side, int pictureSide) {
    int start = (int) Math.round((twiceTheMiddle - side) / 2);
    return Math.max(0, Math.min(pictureSide - side, start)) & ~1;
  }

  /** A place in a picture, pixels. */
  record Place(double left, double top, double right, double bottom) {
    /** What is so near to a tile's edge may be cut. */
    private static final double EDGE = 0.04;

    static Place of(Candidate found) {
      return new Place(found.left(), found.top(), found.right(), found.bottom());
    }

    /** With something around it on every side, in its own sizes. */
    Place with(double around) {
      double aside = around * width();
      double above = around * height();
      return new Place(left - aside, top - above, right + aside, bottom + above);
    }

    double width() {
      return right - left;
    }

    double height() {
      return bottom - top;
    }

    double area() {
      return width() * height();
    }

    double shared(Place other) {
      double across = Math.min(right, other.right) - Math.max(left, other.left);
      double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      return Math.max(0, across) * Math.max(0, down);
    }

    /** What they share, of both together. */
    double iou(Place other) {
      double shared = shared(other);
      return shared == 0 ? 0 : shared / (area() + other.area() - shared);
    }

    /** Whether the middle of the other one lies in it. */
    boolean holdsMiddleOf(Place other) {
      double x = (other.left + other.right) / 2;
      double y = (other.top + other.bottom) / 2;
      return x > left && x < right && y > top && y < bottom;
    }

    boolean touches(Tile tile) {
      return right > tile.x()
          && left < tile.x() + tile.width()
          && bottom > tile.y()
          && top < tile.y() + tile.height();
    }

    boolean isWithin(Tile tile) {
      double edge = EDGE * tile.width();
      return left >= tile.x() + edge
          && right <= tile.x() + tile.width() - edge
          && top >= tile.y() + edge
          && bottom <= tile.y() + tile.height() - edge;
    }
  }
}
