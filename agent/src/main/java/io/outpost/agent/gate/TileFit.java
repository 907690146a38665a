package io.outpost.agent.gate;

/**
 * Whether what differs in a tile is light that falls on it, or a shadow, and no body: light changes
 * a tile smoothly, and what was to be seen in it is still to be seen, stronger or weaker. A body
 * has edges that were not there.
 *
 * <p>By least squares: what a tile shows more than it should is compared with a plane, and with a
 * share of what it usually shows. Not thread-safe.
 */
final class TileFit {
  private static final int MAX_SIDE = Tiles.WIDEST + 2 * ScenePixels.MARGIN;

  private static final int MAX_PIXELS = MAX_SIDE * MAX_SIDE;

  /** Of what a tile usually shows, light adds or takes so much; a body hides all of it. */
  private static final double MIN_SHARE = -0.5;

  private static final double MAX_SHARE = 4;

  private final double[] difference = new double[MAX_PIXELS];
  private final double[] texture = new double[MAX_PIXELS];
  private int width;
  private int height;
  private int count;

  /** Begins with a tile of this size, pixels. */
  void begin(int tileWidth, int tileHeight) {
    width = tileWidth;
    height = tileHeight;
    count = 0;
  }

  /** Takes the next pixel, row by row. */
  void add(int level, int usual) {
    difference[count] = level - usual;
    texture[count] = usual;
    count++;
  }

  /** How much it differs at all: the mean, before the fit. */
  double strength() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.abs(difference[i]);
    }
    return sum / count;
  }

  /** What neither a plane nor the texture explains, root of the mean square, in levels' units. */
  double unexplained() {
    flatten(difference);
    flatten(texture);
    double both = 0;
    double textures = 0;
    double differences = 0;
    for (int i = 0; i < count; i++) {
      both += difference[i] * texture[i];
      textures += texture[i] * texture[i];
      differences += difference[i] * difference[i];
    }
    double share = textures > 0 ? Math.max(MIN_SHARE, Math.min(MAX_SHARE, both / textures)) : 0;
    double left = differences - 2 * share * both + share * share * textures;
    return Math.sqrt(Math.max(0, left) / count);
  }

  /** Takes off the plane that fits best. */
  private void flatten(double[] values) {
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    double sum = 0;
    double alongX = 0;
    double alongY = 0;
    double spreadX = 0;
    double spreadY = 0;
    for (int i = 0; i < count; i++) {
      double x = i % width - middleX;
      double y = row(i) - middleY;
      sum += values[i];
      alongX += x * values[i];
      alongY += y * values[i];
      spreadX += x * x;
      spreadY += y * y;
    }
    double mean = sum / count;
    double slopeX = alongX / spreadX;
    double slopeY = alongY / spreadY;
    for (int i = 0; i < count; i++) {
      values[i] -= mean + slopeX * (i % width - middleX) + slopeY * (row(i) - middleY);
    }
  }

  private int row(int pixel) {
    return pixel / width;
  }
}
