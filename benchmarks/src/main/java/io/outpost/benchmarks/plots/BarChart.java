package io.outpost.benchmarks.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Horizontal bars in groups, as one SVG file that needs nothing else. It has a background of its
 * own, dark where the reader's page is, so that it can be read on any.
 */
public final class BarChart {
  private static final int WIDTH = 760;
  private static final int LEFT = 190;
  private static final int RIGHT = 90;
  private static final int TOP = 84;
  private static final int BAR = 18;
  private static final int GAP = 14;

  /** Told apart by those who do not see colours, too: Okabe and Ito's. */
  private static final List<String> COLOURS = List.of("#0072b2", "#56b4e9", "#e69f00", "#9a9a9a");

  private static final String STYLE =
      """
      <style>
      text { font-family: sans-serif; font-size: 13px; fill: #1f2328; }
      .title { font-size: 16px; font-weight: bold; }
      .small { font-size: 11px; fill: #59636e; }
      .page { fill: #ffffff; stroke: #d1d9e0; }
      .promise { stroke: #d1242f; stroke-width: 2; }
      @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc; }
        .small { fill: #9198a1; }
        .page { fill: #0d1117; stroke: #3d444d; }
        .promise { stroke: #ff7b72; }
      }
      </style>
      """;

  private record Bar(int series, double value, OptionalDouble promise) {}

  private record Group(String label, List<Bar> bars) {}

  private final String title;
  private final String unit;
  private final List<String> series;
  private final List<Group> groups = new ArrayList<>();

  /**
   * @param unit what the values are, for the reader
   * @param series names of the bars of a group, at most four
   */
  public BarChart(String title, String unit, List<String> series) {
    if (series.size() > COLOURS.size()) {
      throw new IllegalArgumentException(series.size() + " series, expected at most four");
    }
    this.title = title;
    this.unit = unit;
    this.series = List.copyOf(series);
  }

  /** The bars that follow stand below each other under this name. */
  public void group(String label) {
    groups.add(new Group(label, new ArrayList<>()));
  }

  /**
   * @param promise a mark across the bar
   */
  public void bar(String name, double value, OptionalDouble promise) {
    int at = series.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("no series " + name + " in " + series);
    }
    groups.get(groups.size() - 1).bars().add(new Bar(at, value, promise));
  }

  /** The file. */
  public String svg() {
    double most =
        groups.stream()
            .flatMap(group -> group.bars().stream())
            .mapToDouble(bar -> Math.max(bar.value(), bar.promise().orElse(0)))
            .max()
            .orElse(1);
    double scale = (WIDTH - LEFT - RIGHT) / most;
    StringBuilder body = new StringBuilder();
    int y = TOP;
    for (Group group : groups) {
      body.append(text("group", LEFT - 10, y + BAR * group.bars().size() / 2 + 3, group.label()));
      for (Bar bar : group.bars()) {
        draw(body, bar, y, scale);
        y += BAR;
      }
      y += GAP;
    }
    int height = y + 6;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\">\n<title>%s</title>\n",
            WIDTH, height, WIDTH, height, escaped(title)));
    svg.append(STYLE);
    svg.append(
        format(
            "<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n",
            WIDTH - 1, height - 1));
    svg.append(text("title", 16, 28, title));
    svg.append(text("small", 16, 46, unit));
    legend(svg);
    return svg.append(body).append("</svg>\n").toString();
  }

  private void legend(StringBuilder svg) {
    int x = 16;
    for (int i = 0; i < series.size(); i++) {
      svg.append(
          format(
              "<rect x=\"%d\" y=\"58\" width=\"12\" height=\"12\" fill=\"%s\"/>\n",
              x, COLOURS.get(i)));
      svg.append(text("small", x + 17, 68, series.get(i)));
      x += 34 + 7 * series.get(i).length();
    }
    if (groups.stream()
        .flatMap(one -> one.bars().stream())
        .anyMatch(b -> b.promise().isPresent())) {
      svg.append(
          format("<line class=\"promise\" x1=\"%d\" y1=\"56\" x2=\"%d\" y2=\"72\"/>\n", x, x));
      svg.append(text("small", x + 8, 68, "promised"));
    }
  }

  private static void draw(StringBuilder svg, Bar bar, int y, double scale) {
    double width = Math.max(1, bar.value() * scale);
    svg.append(
        format(
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
            LEFT, y, width, BAR - 3, COLOURS.get(bar.series())));
    double end = LEFT + width;
    if (bar.promise().isPresent()) {
      double at = LEFT + bar.promise().getAsDouble() * scale;
      svg.append(
          format(
              "<line class=\"promise\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
              at, y - 2, at, y + BAR - 1));
      // A mark just behind the bar would stand in the number.
      end = at >= end - 4 && at < end + 60 ? at : end;
    }
    svg.append(text("small", (int) Math.round(end) + 7, y + 12, number(bar.value())));
  }

  private static String text(String style, int x, int y, String text) {
    String anchor = style.equals("group") ? " text-anchor=\"end\"" : "";
    return format(
        "<text class=\"%s\" x=\"%d\" y=\"%d\"%s>%s</text>\n", style, x, y, anchor, escaped(text));
  }

  private static String number(double value) {
    return format(value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.3g", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
