package io.outpost.benchmarks.scenes;

import java.util.Locale;

/** Date and time in seven segments, as cameras write them into a corner. */
final class Clock {
  private static final int LEFT = 48;
  private static final int TOP = 36;
  private static final int WIDTH = 21;
  private static final int HEIGHT = 36;
  private static final int STROKE = 6;
  private static final int ADVANCE = 30;
  private static final int WHITE = 232;

  /** By digit: top, upper left, upper right, middle, lower left, lower right, bottom. */
  private static final int[] SEGMENTS = {
    0b1110111, 0b0010010, 0b1011101, 0b1011011, 0b0111010, 0b1101011, 0b1101111, 0b1010010,
    0b1111111, 0b1111011
  };

  private static final int[][] PLACES = {
    {0, 0, WIDTH, STROKE},
    {0, 0, STROKE, HEIGHT / 2},
    {WIDTH - STROKE, 0, STROKE, HEIGHT / 2},
    {0, HEIGHT / 2 - STROKE / 2, WIDTH, STROKE},
    {0, HEIGHT / 2, STROKE, HEIGHT / 2},
    {WIDTH - STROKE, HEIGHT / 2, STROKE, HEIGHT / 2},
    {0, HEIGHT - STROKE, WIDTH, STROKE}
  };

  private Clock() {}

  static void write(Planes to, int shrink, int seconds) {
    String text =
        String.format(Locale.ROOT, "2026 11 25  10 %02d %02d", seconds / 60 % 60, seconds % 60);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        digit(to, shrink, LEFT + i * ADVANCE, text.charAt(i) - '0');
      }
    }
  }

  private static void digit(Planes to, int shrink, int left, int digit) {
    for (int segment = 0; segment < PLACES.length; segment++) {
      if ((SEGMENTS[digit] >> (PLACES.length - 1 - segment) & 1) == 1) {
        int[] place = PLACES[segment];
        to.fill(
            (left + place[0]) / shrink,
            (TOP + place[1]) / shrink,
            place[2] / shrink,
            place[3] / shrink,
            WHITE);
      }
    }
  }
}
