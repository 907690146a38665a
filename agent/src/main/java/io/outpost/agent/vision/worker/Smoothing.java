package io.outpost.agent.vision.worker;

/**
 * Takes the edge off a sensor's noise before a detector that was trained on good pictures looks:
 * each pixel becomes the weighted mean of its neighbourhood, once or, where the noise is strong,
 * twice. A picture without much noise stays as it is.
 */
final class Smoothing {
  /** Deviation of the noise, levels. */
  private static final double NOISY = 6;

  private static final double VERY_NOISY = 11;

  private static final int CHANNELS = 3;
  private static final int GREEN = 1;

  /** Rows between those that the noise is measured in. */
  private static final int SAMPLE = 4;

  /** Steeper than any noise; on an edge it cannot be told from it. */
  private static final int EDGE = 160;

  private byte[] row = new byte[0];

  /**
   * Changes a picture where it is.
   *
   * @param rgb packed, row by row
   */
  void apply(byte[] rgb, int width, int height) {
    double noise = noise(rgb, width, height);
    int passes = noise > VERY_NOISY ? 2 : noise > NOISY ? 1 : 0;
    for (int pass = 0; pass < passes; pass++) {
      smooth(rgb, CHANNELS, width * CHANNELS, height, width * CHANNELS);
      columns(rgb, width * CHANNELS, height);
    }
  }

  /** Along rows: 1 2 1. */
  private static void smooth(byte[] rgb, int step, int length, int rows, int stride) {
    for (int y = 0; y < rows; y++) {
      int first = y * stride;
      for (int channel = 0; channel < step; channel++) {
        int before = rgb[first + channel] & 0xff;
        for (int i = first + channel; i < first + length; i += step) {
          int here = rgb[i] & 0xff;
          int after = i + step < first + length ? rgb[i + step] & 0xff : here;
          rgb[i] = (byte) ((before + 2 * here + after + 2) >> 2);
          before = here;
        }
      }
    }
  }

  /** The same along columns, all at once, for memory lies in rows. */
  private void columns(byte[] rgb, int stride, int height) {
    if (row.length < stride) {
      row = new byte[stride];
    }
    System.arraycopy(rgb, 0, row, 0, stride);
    for (int y = 0; y < height; y++) {
      int first = y * stride;
      int next = y + 1 < height ? first + stride : first;
      for (int i = 0; i < stride; i++) {
        int here = rgb[first + i] & 0xff;
        int sum = (row[i] & 0xff) + 2 * here + (rgb[next + i] & 0xff) + 2;
        row[i] = (byte) here;
        rgb[first + i] = (byte) (sum >> 2);
      }
    }
  }

  /** Deviation of the noise in green: J. Immerkaer, 1996, as in {@link FaceGrader}, off edges. */
  static double noise(byte[] rgb, int width, int height) {
    long sum = 0;
    int count = 0;
    int stride = width * CHANNELS;
    for (int y = 1; y < height - 1; y += SAMPLE) {
      for (int i = y * stride + CHANNELS + GREEN; i < (y + 1) * stride - CHANNELS; i += CHANNELS) {
        int corners =
            level(rgb, i - stride - CHANNELS)
                + level(rgb, i - stride + CHANNELS)
                + level(rgb, i + stride - CHANNELS)
                + level(rgb, i + stride + CHANNELS);
        int sides =
            level(rgb, i - stride)
                + level(rgb, i + stride)
                + level(rgb, i - CHANNELS)
                + level(rgb, i + CHANNELS);
        int off = Math.abs(corners - 2 * sides + 4 * level(rgb, i));
        if (off < EDGE) {
          sum += off;
          count++;
        }
      }
    }
    return count == 0 ? 0 : Math.sqrt(Math.PI / 2) / 6 * sum / count;
  }

  private static int level(byte[] rgb, int at) {
    return rgb[at] & 0xff;
  }
}
