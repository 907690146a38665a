package io.outpost.benchmarks.scenes;

/**
 * One body's way through an opening, behind whose left and right edge nothing of it is seen. It
 * moves evenly; the opening may be the whole picture.
 *
 * @param id numbered from 1 in each scene
 * @param seed of its looks
 * @param height of the body, pixels of the main stream
 * @param opening what it is seen through
 * @param way of the body's centre
 */
record Visit(int id, Kind kind, long seed, int height, Opening opening, Way way) {
  /** What a body looks like. */
  enum Kind {
    PERSON(0.42),
    VEHICLE(1.9);

    /** Width for a height of 1. */
    final double aspect;

    Kind(double aspect) {
      this.aspect = aspect;
    }
  }

  /** Half open, in pixels of the main stream. */
  record Opening(int left, int right) {}

  /**
   * @param from first picture in which the centre is in the opening
   * @param until first picture in which it is not any more
   * @param startX of the centre at {@code from}
   * @param endX of the centre at {@code until}
   * @param foot the lower edge of the body
   */
  record Way(int from, int until, double startX, double endX, int foot) {
    double centre(int picture) {
      return startX + (endX - startX) * (picture - from) / (until - from);
    }
  }

  /** Left, top, width and height, in pixels of the main stream. */
  record Box(int left, int top, int width, int height) {}

  int width() {
    return Math.max(4, (int) Math.round(height * kind.aspect));
  }

  /** The whole body, seen or not. */
  Box body(int picture) {
    int left = (int) Math.round(way.centre(picture) - width() / 2.0);
    return new Box(left, way.foot() - height, width(), height);
  }

  /** What is to be seen of it; empty width when nothing is. */
  Box seen(int picture) {
    Box body = body(picture);
    int left = Math.max(body.left, opening.left);
    int right = Math.min(body.left + body.width, opening.right);
    return new Box(left, body.top, Math.max(0, right - left), body.height);
  }

  /** Whether at least half of it is to be seen: the event that must be found. */
  boolean present(int picture) {
    return picture >= way.from() && picture < way.until();
  }

  /** First picture in which anything of it is to be seen. */
  int firstSeen() {
    return way.from() - fringe();
  }

  /** First picture in which nothing of it is to be seen any more. */
  int gone() {
    return way.until() + fringe();
  }

  /** Pictures in which less than half of it is seen, at either end. */
  private int fringe() {
    double speed = Math.abs(way.endX() - way.startX()) / (way.until() - way.from());
    return (int) Math.ceil(width() / 2.0 / speed);
  }
}
