package io.outpost.agent.camera;

/**
 * A point of a picture as fractions 0..1 of its width and height; the origin is at the top left, y
 * grows downwards.
 */
public record Point(double x, double y) {
  public Point {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
      throw new IllegalArgumentException(
          "point outside the picture: [" + x + ", " + y + "], expected 0..1");
    }
  }
}
