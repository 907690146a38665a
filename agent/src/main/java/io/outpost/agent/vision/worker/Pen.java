package io.outpost.agent.vision.worker;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.vision.wire.Area;
import io.outpost.agent.vision.wire.Marks;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Draws lines into a picture in full-range YUV 4:2:0, the caller's own. The same lines give the
 * same bytes.
 */
final class Pen {
  /** Of the longer side; a line is seen in a small picture and hides little of a large one. */
  private static final int SIDE_PER_WIDTH = 320;

  private static final Colour YELLOW = new Colour(205, 12, 163);
  private static final Colour RED = new Colour(104, 92, 235);

  private record Colour(int luma, int blue, int red) {}

  private final Frame picture;
  private final Colour colour;
  private final int width;

  private Pen(Frame picture, Colour colour) {
    this.picture = picture;
    this.colour = colour;
    this.width = 2 * Math.max(1, Math.max(picture.width(), picture.height()) / SIDE_PER_WIDTH / 2);
  }

  /** The zone in yellow, and the box over it in red. */
  static void draw(Marks marks, Frame picture) throws VisionException {
    Polygon zone = Polygons.of(List.of(marks.getZone())).get(0);
    new Pen(picture, YELLOW).outline(zone.corners());
    Area box = marks.getBox();
    double right = box.getX() + box.getWidth();
    double bottom = box.getY() + box.getHeight();
    new Pen(picture, RED)
        .outline(
            List.of(
                new Point(clip(box.getX()), clip(box.getY())),
                new Point(clip(right), clip(box.getY())),
                new Point(clip(right), clip(bottom)),
                new Point(clip(box.getX()), clip(bottom))));
  }

  private static double clip(double fraction) {
    return Math.max(0, Math.min(1, fraction));
  }

  private void outline(List<Point> corners) {
    Point from = corners.get(corners.size() - 1);
    for (Point to : corners) {
      line(from, to);
      from = to;
    }
  }

  /** Dots, each half over the one before. */
  private void line(Point from, Point to) {
    double across = (to.x() - from.x()) * (picture.width() - 1);
    double down = (to.y() - from.y()) * (picture.height() - 1);
    int steps = Math.max(1, (int) Math.ceil(Math.hypot(across, down) / (width / 2.0)));
    for (int i = 0; i <= steps; i++) {
      double along = (double) i / steps;
      dot(
          from.x() * (picture.width() - 1) + along * across,
          from.y() * (picture.height() - 1) + along * down);
    }
  }

  /** On even pixels, so that light and colour cover the same. */
  private void dot(double x, double y) {
    int left = ((int) Math.round(x) - width / 2) & ~1;
    int top = ((int) Math.round(y) - width / 2) & ~1;
    square(0, colour.luma(), new PixelArea(left, top, width, width));
    PixelArea half = new PixelArea(left >> 1, top >> 1, width / 2, width / 2);
    square(1, colour.blue(), half);
    square(2, colour.red(), half);
  }

  private void square(int plane, int value, PixelArea area) {
    int columns = plane == 0 ? picture.width() : (picture.width() + 1) / 2;
    int rows = plane == 0 ? picture.height() : (picture.height() + 1) / 2;
    int from = Math.max(0, area.x());
    int to = Math.min(columns, area.x() + area.width());
    if (from >= to) {
      return;
    }
    int stride = picture.stride(plane);
    try (BytePointer data = picture.plane(plane)) {
      for (int y = Math.max(0, area.y()); y < Math.min(rows, area.y() + area.height()); y++) {
        data.position((long) y * stride + from);
        Pointer.memset(data, value, to - from);
      }
    }
  }
}
