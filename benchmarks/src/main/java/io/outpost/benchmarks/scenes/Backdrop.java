package io.outpost.benchmarks.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A place: sky, houses with windows, ground, a road, bushes. Drawn once, as by day. */
final class Backdrop {
  /** Where the ground begins. */
  static final int HORIZON = 330;

  private static final int ROAD_TOP = 620;
  private static final int BUSHES = 6;

  /** Where leaves are, pixels of the main stream. */
  record Bush(int left, int top, int width, int height, double phase) {}

  private final Random random;
  private final Grain grain;
  private final Planes planes = new Planes(SceneSpec.WIDTH, SceneSpec.HEIGHT);
  private final List<Bush> bushes = new ArrayList<>();

  Backdrop(long seed, boolean leaves) {
    random = new Random(seed);
    grain = new Grain(random);
    ground();
    houses();
    road();
    if (leaves) {
      for (int i = 0; i < BUSHES; i++) {
        plant();
      }
    }
    tint();
  }

  /** As the main stream shows it. */
  Planes planes() {
    return planes;
  }

  List<Bush> bushes() {
    return bushes;
  }

  private void ground() {
    for (int y = 0; y < planes.height; y++) {
      for (int x = 0; x < planes.width; x++) {
        double level =
            y < HORIZON
                ? 185 - 30.0 * y / HORIZON + 12 * grain.at(x, y, 400, 3)
                : 100 + 30.0 * (y - HORIZON) / 750 + 26 * grain.at(x, y * 2, 60, 6);
        set(x, y, level);
      }
    }
  }

  private void houses() {
    int left = -random.nextInt(100);
    while (left < planes.width) {
      int width = 160 + random.nextInt(260);
      int top = 60 + random.nextInt(180);
      int wall = 80 + random.nextInt(110);
      for (int y = top; y < HORIZON + 20; y++) {
        for (int x = Math.max(0, left); x < Math.min(planes.width, left + width); x++) {
          set(x, y, wall + 14 * grain.at(x, y, 24, 4) - (y % 12 == 0 ? 8 : 0));
        }
      }
      int pane = 24 + random.nextInt(24);
      for (int y = top + 25; y + pane < HORIZON; y += pane * 2) {
        for (int x = left + 20; x + pane < left + width - 10; x += pane * 2) {
          planes.fill(x, y, pane, pane, 45 + random.nextInt(60));
          planes.fill(x + pane / 2 - 1, y, 3, pane, 190);
        }
      }
      left += width + random.nextInt(60);
    }
  }

  private void road() {
    for (int y = ROAD_TOP; y < planes.height; y++) {
      for (int x = 0; x < planes.width; x++) {
        set(x, y, 92 + 20 * grain.at(x * 0.5, y * 2, 30, 6));
      }
    }
    for (int lane = 0; lane < 3; lane++) {
      for (int x = 60; x < planes.width; x += 260) {
        planes.fill(x, ROAD_TOP + 10 + lane * 150, 130, 8 + 2 * lane, 205);
      }
    }
  }

  private void plant() {
    int width = 140 + random.nextInt(200);
    int height = 120 + random.nextInt(160);
    int left = random.nextInt(planes.width - width);
    int top = HORIZON - height / 2 + random.nextInt(120);
    bushes.add(new Bush(left, top, width, height, random.nextDouble() * 6));
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        double across = (x - left - width / 2.0) / (width / 2.0);
        double down = (y - top - height / 2.0) / (height / 2.0);
        if (across * across + down * down + 0.35 * grain.at(x, y, 30, 3) < 0.85) {
          set(x, y, 74 + 62 * grain.at(x * 1.3, y, 16, 4));
        }
      }
    }
  }

  /** Grey with a hint of colour, as outdoors. */
  private void tint() {
    int width = planes.width / 2;
    for (int i = 0; i < planes.blue.length; i++) {
      int y = i / width * 2;
      double spot = grain.at(i % width * 2, y, 200, 2);
      planes.blue[i] = (byte) (y < HORIZON ? 134 + 4 * spot : 122 + 4 * spot);
      planes.red[i] = (byte) (y < HORIZON ? 122 + 3 * spot : 129 + 5 * spot);
    }
  }

  private void set(int x, int y, double level) {
    planes.luma[y * planes.width + x] = (byte) Math.max(20, Math.min(230, Math.round(level)));
  }
}
