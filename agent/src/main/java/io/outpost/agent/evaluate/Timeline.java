package io.outpost.agent.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Draws rows of bars over the time of a clip, as SVG. */
final class Timeline {
  private static final int LABELS = 130;
  private static final int WIDTH = 1000;
  private static final int BAR = 10;
  private static final int GAP = 3;

  /** Most marks on the axis. */
  private static final int MARKS = 20;

  private static final double[] STEPS = {0.5, 1, 2, 5, 10, 30, 60, 300, 600, 3600};

  private final double seconds;
  private final StringBuilder svg = new StringBuilder();
  private int y = GAP;

  private Timeline(double seconds) {
    this.seconds = Math.max(seconds, 0.1);
  }

  static String svg(List<TimelineRow> rows, double seconds) {
    Timeline timeline = new Timeline(seconds);
    rows.forEach(timeline::row);
    return timeline.finish();
  }

  private void row(TimelineRow row) {
    svg.append("<text x=\"0\" y=\"%d\">%s</text>\n".formatted(y + BAR, Html.text(row.label())));
    List<List<Bar>> levels = levels(row.bars());
    for (List<Bar> level : levels) {
      level.forEach(this::bar);
      y += BAR + GAP;
    }
    y += (levels.isEmpty() ? BAR + GAP : 0) + GAP;
  }

  /** What overlaps in time goes below each other. */
  static List<List<Bar>> levels(List<Bar> bars) {
    List<List<Bar>> levels = new ArrayList<>();
    for (Bar bar : bars) {
      List<Bar> free =
          levels.stream()
              .filter(level -> isOver(level.get(level.size() - 1), bar))
              .findFirst()
              .orElseGet(
                  () -> {
                    List<Bar> added = new ArrayList<>();
                    levels.add(added);
                    return added;
                  });
      free.add(bar);
    }
    return levels;
  }

  private static boolean isOver(Bar last, Bar next) {
    return last.when().to() <= next.when().from() && last.when().from() < next.when().from();
  }

  private void bar(Bar bar) {
    double left = x(bar.when().from());
    double right = x(bar.when().to());
    String title = "<title>" + Html.text(bar.title()) + "</title>";
    String style = bar.verdict().style();
    if (bar.when().from() == bar.when().to()) {
      int middle = y + BAR / 2;
      svg.append(
          "<path class=\"%s\" d=\"M%s %d l5 -5 l5 5 l-5 5 z\">%s</path>\n"
              .formatted(style, Html.number(left - 5), middle, title));
    } else {
      svg.append(
          "<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\">%s</rect>\n"
              .formatted(
                  style, Html.number(left), y, Html.number(Math.max(2, right - left)), BAR, title));
    }
  }

  private String finish() {
    StringBuilder axis = new StringBuilder();
    double step = step();
    for (int i = 0; i * step <= seconds; i++) {
      String x = Html.number(x(i * step));
      axis.append("<line x1=\"%s\" y1=\"0\" x2=\"%s\" y2=\"%d\"/>\n".formatted(x, x, y));
      axis.append(
          "<text class=\"mark\" x=\"%s\" y=\"%d\">%s</text>\n"
              .formatted(x, y + 14, step < 1 ? Html.number(i * step) : "" + (long) (i * step)));
    }
    return "<svg class=\"timeline\" role=\"img\" viewBox=\"0 0 %d %d\">\n%s%s</svg>\n"
        .formatted(LABELS + WIDTH + 20, y + 20, axis, svg);
  }

  private double step() {
    for (double step : STEPS) {
      if (seconds / step <= MARKS) {
        return step;
      }
    }
    return seconds / MARKS;
  }

  private double x(double second) {
    return LABELS + WIDTH * Math.min(1, Math.max(0, second / seconds));
  }
}
