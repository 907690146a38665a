package io.outpost.agent.vision.worker;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Polygons that are burnt into pictures of one size, black, every pixel they touch. */
final class Masks {
  private static final int BLACK_LIMITED = 16;
  private static final int GREY = 128;

  private record Span(int row, int from, int to) {}

  private final List<Span> luma = new ArrayList<>();
  private final List<Span> chroma = new ArrayList<>();

  Masks(List<Polygon> polygons, int width, int height) {
    for (Polygon polygon : polygons) {
      rasterise(polygon, width, height, luma);
      rasterise(polygon, (width + 1) / 2, (height + 1) / 2, chroma);
    }
  }

  /** Into a picture in YUV 4:2:0, which must be the caller's own. */
  void burn(Frame picture) {
    fill(picture, 0, luma, picture.fullRange() ? 0 : BLACK_LIMITED);
    fill(picture, 1, chroma, GREY);
    fill(picture, 2, chroma, GREY);
  }

  private static void fill(Frame picture, int plane, List<Span> spans, int value) {
    if (spans.isEmpty()) {
      return;
    }
    int stride = picture.stride(plane);
    try (BytePointer data = picture.plane(plane)) {
      for (Span span : spans) {
        data.position((long) span.row * stride + span.from);
        Pointer.memset(data, value, span.to - span.from);
      }
    }
  }

  /** A row counts as inside where its upper edge, its middle or its lower edge is. */
  private static void rasterise(Polygon polygon, int width, int height, List<Span> spans) {
    for (int row = 0; row < height; row++) {
      for (double y : new double[] {row + 0.01, row + 0.5, row + 0.99}) {
        double[] crossings = crossings(polygon, y / height);
        for (int i = 0; i + 1 < crossings.length; i += 2) {
          int from = (int) Math.floor(crossings[i] * width);
          int to = (int) Math.min(width, Math.ceil(crossings[i + 1] * width));
          if (to > from) {
            spans.add(new Span(row, from, to));
          }
        }
      }
    }
  }

  private static double[] crossings(Polygon polygon, double y) {
    List<Point> corners = polygon.corners();
    double[] crossings = new double[corners.size()];
    int count = 0;
    Point previous = corners.get(corners.size() - 1);
    for (Point corner : corners) {
      if (corner.y() > y != previous.y() > y) {
        crossings[count++] =
            (previous.x() - corner.x()) * (y - corner.y()) / (previous.y() - corner.y())
                + corner.x();
      }
      previous = corner;
    }
    double[] found = Arrays.copyOf(crossings, count);
    Arrays.sort(found);
    return found;
  }
}
