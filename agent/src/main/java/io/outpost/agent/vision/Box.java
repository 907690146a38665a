package io.outpost.agent.vision;

/**
 * A rectangle in fractions 0..1 of the picture's width and height; the origin is at the top left.
 */
public record Box(double x, double y, double width, double height) {
  public double area() {
    return width * height;
  }

  public double centerX() {
    return x + width / 2;
  }

  public double centerY() {
    return y + height / 2;
  }

  public double bottom() {
    return y + height;
  }

  public double right() {
    return x + width;
  }

  /** Intersection over union, 0..1. */
  public double iou(Box other) {
    double w = Math.min(right(), other.right()) - Math.max(x, other.x);
    double h = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    double shared = w * h;
    return shared / (area() + other.area() - shared);
  }
}
