package io.outpost.agent.vision;

import io.outpost.agent.camera.Polygon;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of a picture each detector looks at. A detector sees its part scaled down to a few
 * hundred pixels, so that parts must be small enough for what is wanted to stay visible, and
 * overlap so that nothing is wanted that every part cuts in two.
 *
 * @param faces squares, which may reach over the right and the lower edge of the picture
 * @param bodies inside the picture
 */
public record DetectorPlan(List<Tile> faces, List<Tile> bodies) {
  /**
   * How a detector sees faces.
   *
   * @param side of its input, which is a square, pixels
   * @param narrowest face that it still finds in its input, pixels
   */
  public record FaceInput(int side, int narrowest) {
    public static final FaceInput BUILT_IN = new FaceInput(192, 17);

    /** The narrowest face that it still finds in a part as large as this, pixels. */
    public int narrowestFace(Tile tile) {
      return tile.width() * narrowest / side;
    }

    /**
     * Of the parts in which it still finds a face of this width; even, as tiles begin, or the last
     * one would not reach the picture's edge.
     */
    private int tileSide(int face) {
      return even(Math.max(side / 2, face * side / narrowest));
    }
  }

  /**
   * What ends so near to an inner edge of its tile may be a piece of something, and is left to
   * another tile. Pixels of the picture.
   */
  public static final int CUT_EDGE = 2;

  /** A level of tiles is sure of faces up to so many times the narrowest: its overlap. */
  private static final int LEVEL_RANGE = 4;

  /** What a body may stick out of its lane: upwards, to the sides, downwards. */
  private static final double GROW_UP = 0.16;

  private static final double GROW_SIDE = 0.06;
  private static final double GROW_DOWN = 0.05;

  /**
   * The body detector takes the whole of its part as a square; this much distortion does no harm.
   */
  private static final double MAX_ASPECT = 1.8;

  /** Smaller parts are not worth it: they would be scaled up, and cut what is larger. Pixels. */
  private static final int LEAST_SIDE = 132;

  /** Of neighbouring tiles, in widths of one: a body this wide is whole in one of them. */
  private static final double BODY_OVERLAP = 0.4;

  /** Two parts become one unless that adds more than this to the pixels that are looked at. */
  private static final double MERGE_COST = 1.15;

  /** Of one level: more would cost more than anything else on the box. */
  static final int MAX_TILES = 48;

  /** In pixels. */
  public record Tile(int x, int y, int width, int height) {
    int right() {
      return x + width;
    }

    int bottom() {
      return y + height;
    }

    private long area() {
      return (long) width * height;
    }

    private Tile union(Tile other) {
      int left = Math.min(x, other.x);
      int top = Math.min(y, other.y);
      return new Tile(
          left,
          top,
          Math.max(right(), other.right()) - left,
          Math.max(bottom(), other.bottom()) - top);
    }
  }

  public DetectorPlan {
    faces = List.copyOf(faces);
    bodies = List.copyOf(bodies);
  }

  /**
   * The plan for pictures of this size.
   *
   * @param minFaceWidth pixels; 0 when no faces are wanted
   * @param lanes where bodies are wanted; none, no detector of bodies
   */
  public static DetectorPlan of(int minFaceWidth, List<Polygon> lanes, int width, int height) {
    return of(minFaceWidth, FaceInput.BUILT_IN, lanes, new Tile(0, 0, width, height));
  }

  /** The same with another detector of faces, for a picture that begins at 0, 0. */
  public static DetectorPlan of(
      int minFaceWidth, FaceInput input, List<Polygon> lanes, Tile picture) {
    return new DetectorPlan(
        minFaceWidth > 0 ? faceTiles(minFaceWidth, input, picture) : List.of(),
        bodyTiles(lanes, picture.width(), picture.height()));
  }

  /**
   * From small tiles for small faces up to the whole picture for those that fill it. Where tiles
   * for the smallest would be too many, they are larger, and the smallest faces are not seen.
   */
  private static List<Tile> faceTiles(int minFaceWidth, FaceInput input, Tile picture) {
    int longSide = Math.max(picture.width(), picture.height());
    int face = minFaceWidth;
    List<Tile> level = level(face, input, picture);
    while (level.size() > MAX_TILES) {
      face = face * 5 / 4 + 1;
      level = level(face, input, picture);
    }
    List<Tile> tiles = new ArrayList<>();
    while (input.tileSide(face) < longSide) {
      tiles.addAll(level);
      face *= LEVEL_RANGE;
      level = level(face, input, picture);
    }
    tiles.add(new Tile(0, 0, longSide, longSide));
    return tiles;
  }

  /** Tiles in which faces of this width and up to {@link #LEVEL_RANGE} times as wide are whole. */
  private static List<Tile> level(int face, FaceInput input, Tile picture) {
    int side = input.tileSide(face);
    int overlap = Math.min(side / 2, face * LEVEL_RANGE * 3 / 4 + 2 * CUT_EDGE);
    List<Tile> tiles = new ArrayList<>();
    for (int y : starts(even(picture.height()), side, overlap)) {
      for (int x : starts(even(picture.width()), side, overlap)) {
        tiles.add(new Tile(x, y, side, side));
      }
    }
    return tiles;
  }

  private static int even(int pixels) {
    return (pixels + 1) & ~1;
  }

  private static List<Tile> bodyTiles(List<Polygon> lanes, int width, int height) {
    List<Tile> parts = new ArrayList<>();
    for (Polygon lane : lanes) {
      add(parts, around(lane, width, height));
    }
    List<Tile> tiles = new ArrayList<>();
    for (Tile part : parts) {
      tiles.addAll(split(part));
    }
    return tiles;
  }

  private static Tile around(Polygon lane, int width, int height) {
    double left = lane.corners().stream().mapToDouble(c -> c.x()).min().orElseThrow() - GROW_SIDE;
    double right = lane.corners().stream().mapToDouble(c -> c.x()).max().orElseThrow() + GROW_SIDE;
    double top = lane.corners().stream().mapToDouble(c -> c.y()).min().orElseThrow();
    double bottom = lane.corners().stream().mapToDouble(c -> c.y()).max().orElseThrow();
    top -= GROW_UP + (bottom - top) / 4;
    bottom += GROW_DOWN;
    // A body is higher than the strip of ground that it stands on.
    top = Math.min(top, Math.min(1, bottom) - (double) LEAST_SIDE / height);
    double lacking = Math.max(0, (double) LEAST_SIDE / width - (right - left));
    int x = pixel(left - lacking / 2, width);
    int y = pixel(top, height);
    return new Tile(x, y, pixel(right + lacking / 2, width) - x, pixel(bottom, height) - y);
  }

  /** Even, and inside the picture. */
  private static int pixel(double fraction, int size) {
    return (int) Math.round(Math.max(0, Math.min(1, fraction)) * size) & ~1;
  }

  private static void add(List<Tile> parts, Tile part) {
    for (Tile other : parts) {
      Tile union = part.union(other);
      if (union.area() <= MERGE_COST * (part.area() + other.area())) {
        parts.remove(other);
        add(parts, union);
        return;
      }
    }
    parts.add(part);
  }

  private static List<Tile> split(Tile part) {
    List<Tile> tiles = new ArrayList<>();
    int tileWidth = Math.min(part.width, (int) (part.height * MAX_ASPECT) & ~1);
    int tileHeight = Math.min(part.height, (int) (part.width * MAX_ASPECT) & ~1);
    for (int y : starts(part.height, tileHeight, (int) (tileHeight * BODY_OVERLAP))) {
      for (int x : starts(part.width, tileWidth, (int) (tileWidth * BODY_OVERLAP))) {
        tiles.add(new Tile(part.x + x, part.y + y, tileWidth, tileHeight));
      }
    }
    return tiles;
  }

  /** Where tiles begin, even, so that they cover a length evenly with at least the overlap. */
  private static List<Integer> starts(int length, int side, int overlap) {
    if (length <= side) {
      return List.of(0);
    }
    int gaps = (length - overlap - 1) / (side - overlap);
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i <= gaps; i++) {
      starts.add((int) ((long) (length - side) * i / gaps) & ~1);
    }
    return starts;
  }
}
