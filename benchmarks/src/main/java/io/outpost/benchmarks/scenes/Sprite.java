package io.outpost.benchmarks.scenes;

import io.outpost.benchmarks.scenes.Visit.Kind;
import java.util.Random;

/** How one body looks in one view, in the phases of its step. */
final class Sprite {
  private static final int PHASES = 4;

  /** Samples along each side of a pixel. */
  private static final int SAMPLES = 3;

  private final int width;
  private final int height;
  private final Shape shape;
  private final byte[][] levels = new byte[PHASES][];
  private final byte[][] cover = new byte[PHASES][];
  private final int blue;
  private final int red;

  /** What of a body is at a point of its box; fractions of its width and height. */
  private interface Shape {
    /** A level, or a negative number where there is nothing. */
    double at(double x, double y, double swing);
  }

  Sprite(Visit visit, View view) {
    Random random = new Random(visit.seed());
    width = Math.max(1, visit.width() / view.shrink);
    height = Math.max(1, visit.height() / view.shrink);
    Grain grain = new Grain(random);
    shape = visit.kind() == Kind.PERSON ? person(random, grain) : vehicle(random, grain);
    blue = 108 + random.nextInt(40);
    red = 108 + random.nextInt(40);
    for (int phase = 0; phase < PHASES; phase++) {
      draw(phase);
    }
  }

  private static Shape person(Random random, Grain grain) {
    int coat = shade(random);
    int legs = shade(random);
    int head = 120 + random.nextInt(70);
    return (x, y, swing) -> {
      double fabric = 16 * grain.at(x * 40, y * 95, 12, 3);
      if (square((x - 0.5) / 0.24) + square((y - 0.09) / 0.09) < 1) {
        return y < 0.06 ? 40 : head;
      }
      if (y > 0.17 && y < 0.55 && Math.abs(x - 0.5) < 0.44 - 0.3 * square((y - 0.4) / 0.38)) {
        return coat + fabric;
      }
      double step = swing * (y - 0.52) * 0.55;
      boolean leg = Math.abs(x - 0.38 - step) < 0.13 || Math.abs(x - 0.62 + step) < 0.13;
      return y >= 0.52 && leg ? legs + fabric : -1;
    };
  }

  private static Shape vehicle(Random random, Grain grain) {
    int paint = shade(random);
    int glass = paint > 128 ? 50 : 150;
    return (x, y, swing) -> {
      double gloss = 18 * (0.6 - y) + 8 * grain.at(x * 150, y * 80, 30, 3);
      for (double wheel : new double[] {0.2, 0.8}) {
        double distance = square((x - wheel) * Kind.VEHICLE.aspect) + square(y - 0.84);
        if (distance < 0.0256) {
          return distance < 0.005 ? 150 : 28;
        }
      }
      if (y > 0.42 && y < 0.86 && x > 0.01 && x < 0.99) {
        return Math.abs(x - 0.5) < 0.003 ? paint * 0.7 : paint + gloss;
      }
      double slope = 0.16 * (0.42 - y);
      if (y > 0.02 && y <= 0.42 && x > 0.18 + slope && x < 0.8 - 2 * slope) {
        boolean window = y > 0.08 && Math.abs(x - 0.49) > 0.015 && x > 0.22 && x < 0.74;
        return window ? glass : paint + gloss;
      }
      return -1;
    };
  }

  /** Unlike the ground, which is neither dark nor bright. */
  private static int shade(Random random) {
    return random.nextBoolean() ? 28 + random.nextInt(34) : 172 + random.nextInt(50);
  }

  private static double square(double x) {
    return x * x;
  }

  private void draw(int phase) {
    levels[phase] = new byte[width * height];
    cover[phase] = new byte[width * height];
    double swing = Math.sin(2 * Math.PI * phase / PHASES + 0.6);
    for (int i = 0; i < width * height; i++) {
      double sum = 0;
      int hits = 0;
      for (int sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        int column = i % width * SAMPLES + sample % SAMPLES;
        int row = i / width * SAMPLES + sample / SAMPLES;
        double x = (column + 0.5) / (width * SAMPLES);
        double y = (row + 0.5) / (height * SAMPLES);
        double level = shape.at(x, y, swing);
        if (level >= 0) {
          sum += level;
          hits++;
        }
      }
      if (hits > 0) {
        levels[phase][i] = (byte) Math.max(16, Math.min(235, sum / hits));
        cover[phase][i] = (byte) (hits * 64 / (SAMPLES * SAMPLES));
      }
    }
  }

  /**
   * @param left of the body, in pixels of {@code to}
   * @param from first column that is seen
   * @param until first column that is not any more
   */
  void paint(Planes to, int left, int top, int from, int until, int picture) {
    int phase = picture / 4 % PHASES;
    byte[] level = levels[phase];
    byte[] opaque = cover[phase];
    for (int row = Math.max(0, -top); row < Math.min(height, to.height - top); row++) {
      int start = Math.max(0, Math.max(from, 0) - left);
      int end = Math.min(width, Math.min(until, to.width) - left);
      for (int column = start; column < end; column++) {
        int i = row * width + column;
        int weight = opaque[i];
        if (weight > 0) {
          int x = left + column;
          int y = top + row;
          int at = y * to.width + x;
          to.luma[at] = mix(to.luma[at], level[i] & 0xff, weight);
          if ((x & 1) == 0 && (y & 1) == 0) {
            int half = y / 2 * (to.width / 2) + x / 2;
            to.blue[half] = mix(to.blue[half], blue, weight);
            to.red[half] = mix(to.red[half], red, weight);
          }
        }
      }
    }
  }

  private static byte mix(byte under, int over, int weight) {
    return (byte) (((under & 0xff) * (64 - weight) + over * weight) >> 6);
  }
}
