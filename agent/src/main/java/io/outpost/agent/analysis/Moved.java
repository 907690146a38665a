package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;

/**
 * How far a body has moved, by two of its boxes. What comes straight towards the camera grows more
 * than it moves. What drives out of the picture is seen to move by the side that is free, while the
 * middle of what is left of it seems to stand.
 */
final class Moved {
  /** A side of a box this near to the picture's edge is cut by it. */
  private static final double PICTURE_EDGE = 0.01;

  private Moved() {}

  /**
   * Whether it has moved by no more than so many times its size, and has neither grown nor shrunk
   * by more than that factor. A box that changes in one direction alone is half hidden.
   */
  static boolean within(double sizes, double scale, Box a, Box b) {
    Span x = new Span(a.x(), a.right(), b.x(), b.right());
    Span y = new Span(a.y(), a.bottom(), b.y(), b.bottom());
    boolean scaled = x.ratio() > scale && y.ratio() > scale;
    return !scaled
        && x.moved() <= sizes * Math.max(a.width(), b.width())
        && y.moved() <= sizes * Math.max(a.height(), b.height());
  }

  /** What two boxes cover of the picture's width or height. */
  private record Span(double low, double high, double otherLow, double otherHigh) {
    boolean lowCut() {
      return Math.min(low, otherLow) < PICTURE_EDGE;
    }

    boolean highCut() {
      return Math.max(high, otherHigh) > 1 - PICTURE_EDGE;
    }

    double moved() {
      if (lowCut() == highCut()) {
        return Math.abs(low + high - otherLow - otherHigh) / 2;
      }
      return lowCut() ? Math.abs(high - otherHigh) : Math.abs(low - otherLow);
    }

    /** Of the longer to the shorter; 1 where one is cut. */
    double ratio() {
      if (lowCut() || highCut()) {
        return 1;
      }
      double length = high - low;
      double otherLength = otherHigh - otherLow;
      return Math.max(length, otherLength) / Math.min(length, otherLength);
    }
  }
}
