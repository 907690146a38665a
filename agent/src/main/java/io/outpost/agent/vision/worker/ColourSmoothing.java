package io.outpost.agent.vision.worker;

/**
 * Smooths the colours of a noisy picture before a detector that was trained on good ones looks, and
 * leaves its brightness as it is. Cameras send a quarter as many pixels of colour, so that noise in
 * it is as coarse as the parts of a body and survives scaling, which that of brightness does not;
 * and what a body is can be seen without sharp colours.
 *
 * <p>Not thread-safe: it keeps room for one picture.
 */
final class ColourSmoothing {
  /** Deviation of the noise between red and green, levels. */
  private static final double NOISY = 1.2;

  /** Twice, each pixel becomes the mean of so many on each side of it, and of itself. */
  private static final int RADIUS = 3;

  private static final int PASSES = 2;

  private static final int CHANNELS = 3;
  private static final int MOST = 255;

  /** Rows between those that the noise is measured in. */
  private static final int SAMPLE = 4;

  /** Steeper than any noise; on an edge it cannot be told from it. */
  private static final int EDGE = 160;

  // Of ITU-R BT.601, section 2.5.1, in 1/1024.
  private static final int SHIFT = 10;
  private static final int OF_RED = 306;
  private static final int OF_GREEN = 601;
  private static final int OF_BLUE = 117;

  private int[] luma = new int[0];
  private int[] red = new int[0];
  private int[] blue = new int[0];
  private int[] line = new int[0];

  /**
   * Changes a picture where it is.
   *
   * @param rgb packed, row by row
   */
  void apply(byte[] rgb, int width, int height) {
    if (!noisy(rgb, width, height)) {
      return;
    }
    split(rgb, width * height, Math.max(width, height));
    for (int pass = 0; pass < PASSES; pass++) {
      average(red, width, height);
      average(blue, width, height);
    }
    join(rgb, width * height);
  }

  /** Whether there is more noise between its colours than detectors bear. */
  static boolean noisy(byte[] rgb, int width, int height) {
    return noise(rgb, width, height) >= NOISY;
  }

  /** Into brightness, and by how much red and blue are above it. */
  private void split(byte[] rgb, int pixels, int longest) {
    if (luma.length < pixels) {
      luma = new int[pixels];
      red = new int[pixels];
      blue = new int[pixels];
    }
    if (line.length < longest) {
      line = new int[longest];
    }
    for (int i = 0, at = 0; i < pixels; i++, at += CHANNELS) {
      int r = rgb[at] & 0xff;
      int b = rgb[at + 2] & 0xff;
      luma[i] = (OF_RED * r + OF_GREEN * (rgb[at + 1] & 0xff) + OF_BLUE * b) >> SHIFT;
      red[i] = r - luma[i];
      blue[i] = b - luma[i];
    }
  }

  private void join(byte[] rgb, int pixels) {
    for (int i = 0, at = 0; i < pixels; i++, at += CHANNELS) {
      rgb[at] = level(luma[i] + red[i]);
      rgb[at + 1] = level(luma[i] - (OF_RED * red[i] + OF_BLUE * blue[i]) / OF_GREEN);
      rgb[at + 2] = level(luma[i] + blue[i]);
    }
  }

  private static byte level(int value) {
    return (byte) Math.max(0, Math.min(MOST, value));
  }

  /** Over squares, as far as they are in the picture. */
  private void average(int[] plane, int width, int height) {
    for (int y = 0; y < height; y++) {
      average(plane, y * width, 1, width);
    }
    for (int x = 0; x < width; x++) {
      average(plane, x, width, height);
    }
  }

  private void average(int[] plane, int from, int step, int count) {
    for (int n = 0; n < count; n++) {
      line[n] = plane[from + n * step];
    }
    int sum = 0;
    int inside = 0;
    for (int n = -RADIUS; n < count; n++) {
      if (n + RADIUS < count) {
        sum += line[n + RADIUS];
        inside++;
      }
      if (n > RADIUS) {
        sum -= line[n - RADIUS - 1];
        inside--;
      }
      if (n >= 0) {
        plane[from + n * step] = sum / inside;
      }
    }
  }

  /**
   * Deviation of the noise between red and green: J. Immerkaer, 1996, as in {@link FaceDetail}, off
   * edges. Gravel and leaves are rough in brightness, but not in that.
   */
  static double noise(byte[] rgb, int width, int height) {
    long sum = 0;
    int count = 0;
    int stride = width * CHANNELS;
    for (int y = 1; y < height - 1; y += SAMPLE) {
      int last = (y + 1) * stride - CHANNELS;
      for (int at = y * stride + CHANNELS; at < last; at += CHANNELS) {
        int corners =
            colour(rgb, at - stride - CHANNELS)
                + colour(rgb, at - stride + CHANNELS)
                + colour(rgb, at + stride - CHANNELS)
                + colour(rgb, at + stride + CHANNELS);
        int sides =
            colour(rgb, at - stride)
                + colour(rgb, at + stride)
                + colour(rgb, at - CHANNELS)
                + colour(rgb, at + CHANNELS);
        int off = Math.abs(corners - 2 * sides + 4 * colour(rgb, at));
        if (off < EDGE) {
          sum += off;
          count++;
        }
      }
    }
    return count == 0 ? 0 : Math.sqrt(Math.PI / 2) / 6 * sum / count;
  }

  private static int colour(byte[] rgb, int at) {
    return (rgb[at] & 0xff) - (rgb[at + 1] & 0xff);
  }
}
