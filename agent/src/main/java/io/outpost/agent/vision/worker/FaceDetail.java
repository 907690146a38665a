package io.outpost.agent.vision.worker;

import java.util.Arrays;

/** How much can be made out in a face, from its luma alone. */
final class FaceDetail {
  /** Gradient against contrast of a face that is as sharp as pixels can show. */
  private static final double SHARPEST = 0.42;

  /** Luma variance below which there is nothing to judge by. */
  private static final double LEAST_CONTRAST = 30;

  // Of the noise's variance, what is left of it after the blur (the sum of the squares of its
  // weights), and what both central differences of the blurred picture have of it together.
  private static final double NOISE_IN_CONTRAST = 0.1406;
  private static final double NOISE_IN_ENERGY = 0.1172;

  /**
   * The residual of {@link #noiseVariance} has six times the deviation of the noise, and the
   * smaller half of a normal distribution's absolute values is 0.3246 deviations on average.
   */
  private static final double SMALLER_HALF_OF_RESIDUAL = 6 * 0.3246;

  /** Of full range 0..255: what is below is black, what is above is white. */
  private static final double BLACK = 16;

  private static final double WHITE = 240;

  /** Deviation, of full range, from which on eyes and mouth stand out enough. */
  private static final double ENOUGH_DEVIATION = 10;

  private FaceDetail() {}

  /**
   * Gradient energy over contrast, 0..1. A small blur comes first, which leaves of noise an eighth
   * and of a face's edges most; what noise still adds is taken off.
   */
  static double sharpness(Luma face) {
    double noise = noiseVariance(face);
    double[] soft = blurred(face);
    int width = face.width();
    double sum = 0;
    double squares = 0;
    double gradient = 0;
    int count = 0;
    for (int y = 2; y < face.height() - 2; y++) {
      for (int x = 2; x < width - 2; x++) {
        int at = y * width + x;
        double dx = (soft[at + 1] - soft[at - 1]) / 2;
        double dy = (soft[at + width] - soft[at - width]) / 2;
        sum += soft[at];
        squares += soft[at] * soft[at];
        gradient += dx * dx + dy * dy;
        count++;
      }
    }
    if (count == 0) {
      return 0;
    }
    double mean = sum / count;
    double contrast = Math.max(0, squares / count - mean * mean - NOISE_IN_CONTRAST * noise);
    double energy = Math.max(0, gradient / count - NOISE_IN_ENERGY * noise);
    return Math.min(1, Math.sqrt(energy / (contrast + LEAST_CONTRAST)) / SHARPEST);
  }

  /**
   * The share of the face that is neither black nor white, less where it has hardly any contrast,
   * 0..1. How bright it is plays no part: that differs from face to face.
   */
  static double exposure(Luma face, boolean fullRange) {
    double sum = 0;
    double squares = 0;
    int usable = 0;
    int count = face.width() * face.height();
    for (int y = 0; y < face.height(); y++) {
      for (int x = 0; x < face.width(); x++) {
        double level = fullRange ? face.at(x, y) : (face.at(x, y) - 16) * 255 / 219.0;
        sum += level;
        squares += level * level;
        usable += level >= BLACK && level <= WHITE ? 1 : 0;
      }
    }
    double mean = sum / count;
    double variance = squares / count - mean * mean - noiseVariance(face);
    double contrast = Math.sqrt(Math.max(0, variance)) / ENOUGH_DEVIATION;
    return Math.min(1, contrast) * usable / count;
  }

  /** Each value with its eight neighbours, weighted 1, 2, 1 both ways; a rim stays 0. */
  private static double[] blurred(Luma face) {
    int width = face.width();
    double[] soft = new double[width * face.height()];
    for (int y = 1; y < face.height() - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        soft[y * width + x] =
            (corners(face, x, y) + 2 * sides(face, x, y) + 4 * face.at(x, y)) / 16.0;
      }
    }
    return soft;
  }

  /**
   * By the residual of J. Immerkaer, "Fast Noise Variance Estimation", 1996, which is blind to
   * edges and slopes; of its smaller half, for that is from the flat parts of a face, where skin is
   * and no eyes or hair.
   */
  private static double noiseVariance(Luma face) {
    int width = face.width() - 2;
    int height = face.height() - 2;
    if (width < 1 || height < 1) {
      return 0;
    }
    int[] residuals = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        residuals[y * width + x] =
            Math.abs(
                corners(face, x + 1, y + 1)
                    - 2 * sides(face, x + 1, y + 1)
                    + 4 * face.at(x + 1, y + 1));
      }
    }
    Arrays.sort(residuals);
    int half = (residuals.length + 1) / 2;
    double mean = Arrays.stream(residuals, 0, half).average().orElse(0);
    double deviation = mean / SMALLER_HALF_OF_RESIDUAL;
    return deviation * deviation;
  }

  private static int corners(Luma face, int x, int y) {
    return face.at(x - 1, y - 1)
        + face.at(x + 1, y - 1)
        + face.at(x - 1, y + 1)
        + face.at(x + 1, y + 1);
  }

  private static int sides(Luma face, int x, int y) {
    return face.at(x, y - 1) + face.at(x - 1, y) + face.at(x + 1, y) + face.at(x, y + 1);
  }
}
