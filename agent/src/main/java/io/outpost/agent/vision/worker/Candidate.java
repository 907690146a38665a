package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a detector believes to see, in pixels of the picture.
 *
 * @param cut whether it ends at an edge of the detector's part that is not the picture's, so that
 *     it may be a piece of something
 * @param landmarks x and y in turn, as the detector gives them; empty if it gives none
 */
record Candidate(
    Kind kind,
    double left,
    double top,
    double right,
    double bottom,
    double score,
    boolean cut,
    double[] landmarks) {
  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  double area() {
    return Math.max(0, width()) * Math.max(0, height());
  }

  double shared(Candidate other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return width <= 0 || height <= 0 ? 0 : width * height;
  }

  double iou(Candidate other) {
    double shared = shared(other);
    return shared == 0 ? 0 : shared / (area() + other.area() - shared);
  }

  /** How much of the smaller one lies in the other. */
  double containment(Candidate other) {
    double smaller = Math.min(area(), other.area());
    return smaller == 0 ? 0 : shared(other) / smaller;
  }

  /** Whole ones before pieces, then the surest first; the rest only makes the order certain. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing(Candidate::cut)
          .thenComparing(Comparator.comparingDouble(Candidate::score).reversed())
          .thenComparingDouble(Candidate::left)
          .thenComparingDouble(Candidate::top);

  static List<Candidate> sorted(List<Candidate> candidates) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(BEST_FIRST);
    return sorted;
  }
}
