package io.outpost.agent.gate;

/**
 * How well what a part of a picture shows is explained by light on what is usually there: by a
 * factor that varies smoothly over the part, as a quadratic in place. A shadow is one factor, the
 * cone of a headlight one that falls off to its sides. By least squares. Not thread-safe.
 */
final class LightFit {
  private static final int TERMS = 6;

  /** A pivot that is so small beside its term's own is none. */
  private static final double SINGULAR = 1e-9;

  private final double[][] products = new double[TERMS][TERMS + 1];
  private final double[] terms = new double[TERMS];
  private double squares;
  private int count;

  /**
   * Takes a pixel.
   *
   * @param x from -1 to 1 across the part, and {@code y} down
   */
  void add(double now, double usual, double x, double y) {
    terms[0] = usual;
    terms[1] = usual * x;
    terms[2] = usual * y;
    terms[3] = usual * x * x;
    terms[4] = usual * x * y;
    terms[5] = usual * y * y;
    for (int row = 0; row < TERMS; row++) {
      for (int column = 0; column < TERMS; column++) {
        products[row][column] += terms[row] * terms[column];
      }
      products[row][TERMS] += terms[row] * now;
    }
    squares += now * now;
    count++;
  }

  int count() {
    return count;
  }

  /** What light leaves unexplained, root of the mean square; to be asked once. */
  double unexplained() {
    double explained = 0;
    for (int pivot = 0; pivot < TERMS; pivot++) {
      double[] row = products[pivot];
      if (row[pivot] > SINGULAR * products[0][0] / (pivot + 1)) {
        explained += row[TERMS] * row[TERMS] / row[pivot];
        eliminate(pivot);
      }
    }
    return count == 0 ? 0 : Math.sqrt(Math.max(0, squares - explained) / count);
  }

  /** Takes from all later terms what they share with this one. */
  private void eliminate(int pivot) {
    for (int row = pivot + 1; row < TERMS; row++) {
      double share = products[row][pivot] / products[pivot][pivot];
      for (int column = pivot; column <= TERMS; column++) {
        products[row][column] -= share * products[pivot][column];
      }
    }
  }
}
