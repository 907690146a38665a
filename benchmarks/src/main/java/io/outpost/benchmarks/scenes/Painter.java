package io.outpost.benchmarks.scenes;

import io.outpost.benchmarks.scenes.Backdrop.Bush;
import io.outpost.benchmarks.scenes.Setting.Disturbance;
import io.outpost.benchmarks.scenes.Setting.Time;
import io.outpost.benchmarks.scenes.Visit.Box;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws the pictures of one scene as one view shows them. Each depends on its number alone. */
final class Painter {
  private static final int NOISE_LEVELS = 1 << 19;

  /** Levels below 0 that noise may lead to. */
  private static final int BELOW = 64;

  private final SceneSpec spec;
  private final View view;
  private final Planes backdrop;
  private final List<Bush> bushes;
  private final List<Visit> visits;
  private final Map<Integer, Sprite> sprites = new HashMap<>();
  private final Planes picture;
  private final byte[] noise = new byte[NOISE_LEVELS];
  private final byte[] clamped = new byte[256 + 2 * BELOW];
  private final short[] light = new short[256];

  Painter(SceneSpec spec, View view) {
    this.spec = spec;
    this.view = view;
    boolean leaves =
        spec.setting().has(Disturbance.FOLIAGE) || spec.setting().has(Disturbance.WIND);
    Backdrop place = new Backdrop(spec.seed(), leaves);
    backdrop = view.shrink == 1 ? place.planes() : place.planes().shrunk(view.shrink);
    bushes = place.bushes();
    visits = spec.visits();
    picture = new Planes(view.width(), view.height());
    Random random = new Random(spec.seed() + 1);
    // Smaller where several pixels of the sensor make one.
    double sigma = spec.setting().time().noise / (view == View.MAIN ? 1 : 2);
    for (int i = 0; i < noise.length; i++) {
      noise[i] =
          (byte) Math.max(-BELOW, Math.min(BELOW, Math.round(random.nextGaussian() * sigma)));
    }
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = (byte) Math.max(0, Math.min(255, i - BELOW));
    }
  }

  /** Lent until the next one. */
  Planes paint(int number) {
    picture.copyFrom(backdrop);
    sway(number);
    for (Visit visit : visits) {
      paint(visit, number);
    }
    if (spec.setting().has(Disturbance.HEADLIGHTS)) {
      sweep(number);
    }
    if (spec.setting().has(Disturbance.RAIN)) {
      rain(number);
    }
    expose(number);
    if (spec.setting().has(Disturbance.CLOCK)) {
      Clock.write(picture, view.shrink, number / SceneSpec.PICTURES_PER_SECOND);
    }
    return picture;
  }

  private void paint(Visit visit, int number) {
    if (number < visit.firstSeen() || number >= visit.gone()) {
      sprites.remove(visit.id());
      return;
    }
    Box body = visit.body(number);
    Box seen = visit.seen(number);
    Sprite sprite = sprites.computeIfAbsent(visit.id(), any -> new Sprite(visit, view));
    int shrink = view.shrink;
    int from = Math.floorDiv(seen.left(), shrink);
    int until = Math.floorDiv(seen.left() + seen.width(), shrink);
    sprite.paint(
        picture,
        Math.floorDiv(body.left(), shrink),
        Math.floorDiv(body.top(), shrink),
        from,
        until,
        number);
  }

  /** Each row of a bush is pushed sideways, by parts of a pixel. */
  private void sway(int number) {
    double reach = spec.setting().has(Disturbance.WIND) ? 14 : 3.5;
    double seconds = (double) number / SceneSpec.PICTURES_PER_SECOND;
    for (Bush bush : bushes) {
      int left = bush.left() / view.shrink;
      int right = Math.min(picture.width - 1, (bush.left() + bush.width()) / view.shrink);
      int bottom = Math.min(picture.height, (bush.top() + bush.height()) / view.shrink);
      for (int y = Math.max(0, bush.top() / view.shrink); y < bottom; y++) {
        double along = y * view.shrink;
        double push =
            Math.sin(2.33 * seconds + 0.02 * along + bush.phase())
                + 0.6 * Math.sin(5.21 * seconds + 0.07 * along + 2 * bush.phase());
        push(y, left, right, reach * push / view.shrink);
      }
    }
  }

  private void push(int y, int left, int right, double by) {
    int whole = (int) Math.floor(by);
    int part = (int) ((by - whole) * 64);
    int row = y * picture.width;
    for (int x = left; x < right; x++) {
      int at = Math.max(left, Math.min(right - 1, x + whole));
      int a = backdrop.luma[row + at] & 0xff;
      int b = backdrop.luma[row + Math.min(right - 1, at + 1)] & 0xff;
      picture.luma[row + x] = (byte) ((a * (64 - part) + b * part) >> 6);
    }
  }

  /** A spot of light crosses within three seconds, every twenty. */
  private void sweep(int number) {
    double seconds = (double) number / SceneSpec.PICTURES_PER_SECOND % 20 - 8;
    if (seconds < 0 || seconds > 3) {
      return;
    }
    double centre = (seconds / 3 * 2600 - 340) / view.shrink;
    double middle = 420.0 / view.shrink;
    double wide = 340.0 / view.shrink;
    double high = 170.0 / view.shrink;
    for (int y = (int) (middle - high); y < middle + high; y++) {
      double down = (y - middle) / high;
      int from = Math.max(0, (int) (centre - wide));
      for (int x = from; x < Math.min(picture.width, centre + wide); x++) {
        double across = (x - centre) / wide;
        double strength = 1 - across * across - down * down;
        if (strength > 0) {
          int i = y * picture.width + x;
          int level = picture.luma[i] & 0xff;
          picture.luma[i] = (byte) Math.min(255, level + (int) (strength * (20 + level)));
        }
      }
    }
  }

  private void rain(int number) {
    Random random = new Random(spec.seed() ^ (number * 0x9E3779B97F4A7C15L));
    for (int streak = 0; streak < 350; streak++) {
      int x = random.nextInt(SceneSpec.WIDTH) / view.shrink;
      int y = random.nextInt(SceneSpec.HEIGHT) / view.shrink;
      int length = (15 + random.nextInt(40)) / view.shrink;
      int brighter = (14 + random.nextInt(30)) / view.shrink;
      for (int i = 0; i < length && y + i < picture.height; i++) {
        int at = (y + i) * picture.width + Math.min(picture.width - 1, x + i / 6);
        picture.luma[at] = (byte) Math.min(255, (picture.luma[at] & 0xff) + brighter);
      }
    }
  }

  /** What the sensor makes of it: light, exposure, noise; no colour at night. */
  private void expose(int number) {
    Time time = spec.setting().time();
    double gain = time.gain * drift(number) * exposure(number);
    for (int i = 0; i < light.length; i++) {
      light[i] = (short) Math.min(255, Math.round(i * gain + time.offset));
    }
    long state = spec.seed() * 31 + number;
    byte[] luma = picture.luma;
    for (int row = 0; row < luma.length; row += picture.width) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      int grain = (int) ((state >>> 33) % (NOISE_LEVELS - picture.width));
      for (int i = row; i < row + picture.width; i++, grain++) {
        luma[i] = clamped[light[luma[i] & 0xff] + noise[grain] + BELOW];
      }
    }
    if (time == Time.NIGHT) {
      Arrays.fill(picture.blue, (byte) Planes.NEUTRAL);
      Arrays.fill(picture.red, (byte) Planes.NEUTRAL);
    }
  }

  /** Back at its beginning when the scene ends, so that it can be shown again and again. */
  private double drift(int number) {
    if (!spec.setting().has(Disturbance.DRIFT)) {
      return 1;
    }
    double minutes = Math.max(1, Math.round(spec.pictures() / 1500.0));
    return 1 + 0.06 * Math.sin(2 * Math.PI * minutes * number / spec.pictures());
  }

  private double exposure(int number) {
    int second = number / SceneSpec.PICTURES_PER_SECOND % 60;
    boolean closed = second >= 25 && second < 45;
    return closed && spec.setting().has(Disturbance.EXPOSURE) ? 0.8 : 1;
  }
}
