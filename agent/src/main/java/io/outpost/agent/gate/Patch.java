package io.outpost.agent.gate;

import static io.outpost.agent.gate.MotionModel.HEIGHT;
import static io.outpost.agent.gate.MotionModel.WIDTH;

/**
 * What a part of a picture shows in the place of the scene: whether that hides the ground, or is
 * light or shadow on it.
 *
 * <p>Under light and shadow everything on the ground is still to be seen, stronger or weaker by a
 * factor that varies smoothly; a body leaves much unexplained by any such factor. Where the ground
 * has no structure and what differs has none either, nothing tells a body from a shadow, and it is
 * taken for one. What lies at the rim of what differs is left out, as long as there is anything
 * else: there a shadow is blurred.
 */
final class Patch {
  /** Fewer pixels are no body. */
  private static final int FEW_PIXELS = 12;

  /** What is white already becomes no whiter, whatever the light. */
  private static final int WHITE = 245;

  /** Less is the codec's. */
  private static final double MIN_STRUCTURE = 4 * Light.UNIT;

  /** Noise, root of the mean square, in usual distances, and how much of it is still noise. */
  private static final double NOISE = 1.9 * 2.5;

  /** The stronger light is, the less exactly it is a factor. */
  private static final double STRENGTH_SHARE = 0.15;

  /** The rim of a body is so much sharper than the scene was there. */
  private static final double SHARPER = 1.1;

  /** Rows and columns with fewer pixels that differ are not of the body. */
  private static final int IN_A_ROW = 2;

  private final byte[] luma;
  private final ScenePixels pixels;
  private final Light light;
  private final Region region;
  private final int left;
  private final int top;
  private final int right;
  private final int bottom;
  private final int[] inColumn;
  private final int[] inRow;
  private final LightFit all = new LightFit();
  private final LightFit inner = new LightFit();
  private double sumNow;
  private double sumUsual;
  private double ranges;
  private long rimNow;
  private long rimUsual;

  Patch(byte[] luma, ScenePixels pixels, Light light, Region region) {
    this.luma = luma;
    this.pixels = pixels;
    this.light = light;
    this.region = region;
    left = (int) Math.round(region.left() * WIDTH);
    top = (int) Math.round(region.top() * HEIGHT);
    right = (int) Math.round(region.right() * WIDTH);
    bottom = (int) Math.round(region.bottom() * HEIGHT);
    inColumn = new int[right - left];
    inRow = new int[bottom - top];
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        if (differs(x, y)) {
          add(x, y);
        }
      }
    }
  }

  private boolean differs(int x, int y) {
    return x >= 0
        && y >= 0
        && x < WIDTH
        && y < HEIGHT
        && pixels.isOut(y * WIDTH + x, Light.level(luma[y * WIDTH + x]), light);
  }

  private void add(int x, int y) {
    int pixel = y * WIDTH + x;
    double now = Light.level(luma[pixel]);
    double usual = pixels.usual(pixel);
    double across = (2.0 * x - left - right) / (right - left);
    double down = (2.0 * y - top - bottom) / (bottom - top);
    inColumn[x - left]++;
    inRow[y - top]++;
    sumNow += now;
    sumUsual += usual;
    ranges += pixels.range(pixel);
    all.add(now, usual, across, down);
    int rims = (luma[pixel] & 0xff) >= WHITE ? 1 : 0;
    rims += rim(pixel, x - 1, y) + rim(pixel, x + 1, y);
    rims += rim(pixel, x, y - 1) + rim(pixel, x, y + 1);
    if (rims == 0) {
      inner.add(now, usual, across, down);
    }
  }

  /** Between a pixel that differs and one beside it that does not; 1 if it does not. */
  private int rim(int pixel, int x, int y) {
    if (x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT || differs(x, y)) {
      return 0;
    }
    int beside = y * WIDTH + x;
    if (pixels.usual(beside) >= 0) {
      rimNow += Math.abs(Light.level(luma[pixel]) - Light.level(luma[beside]));
      rimUsual += Math.abs(pixels.usual(pixel) - pixels.usual(beside));
    }
    return 1;
  }

  /** Whether the ground is hidden. */
  boolean hides() {
    int count = all.count();
    if (count < FEW_PIXELS) {
      return false;
    }
    double noise = NOISE * ranges / count;
    double strength = Math.abs(sumNow - sumUsual) / count;
    double unexplained = (inner.count() < FEW_PIXELS ? all : inner).unexplained();
    return unexplained > Math.max(Math.hypot(MIN_STRUCTURE, noise), STRENGTH_SHARE * strength);
  }

  /** Whether it is the picture that has a rim there, and not the scene: a body that has come. */
  boolean isNew() {
    return rimNow > SHARPER * rimUsual;
  }

  /** The region without what of its edges does not differ. */
  Region trimmed() {
    int first = first(inColumn);
    int last = last(inColumn);
    int firstRow = first(inRow);
    int lastRow = last(inRow);
    if (last < first || lastRow < firstRow) {
      return region;
    }
    return new Region(
        (double) (left + first) / WIDTH,
        (double) (top + firstRow) / HEIGHT,
        (double) (left + last + 1) / WIDTH,
        (double) (top + lastRow + 1) / HEIGHT,
        region.ground());
  }

  private static int first(int[] counts) {
    int at = 0;
    while (at < counts.length - 1 && counts[at] < IN_A_ROW) {
      at++;
    }
    return at;
  }

  private static int last(int[] counts) {
    int at = counts.length - 1;
    while (at > 0 && counts[at] < IN_A_ROW) {
      at--;
    }
    return at;
  }
}
