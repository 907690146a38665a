package io.outpost.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.Figure.Rival;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints figures as they are found: as aligned text, or as one JSON object a line with the keys
 * {@code name}, {@code value}, {@code unit}, {@code bar}, {@code rival} and {@code ok}. {@code bar}
 * is {@code null} or {@code {"sense", "limit"}}, {@code rival} is {@code null} or {@code {"name",
 * "value"}}.
 */
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final boolean json;
  private final List<Figure> figures = new ArrayList<>();

  Report(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void add(Figure figure) {
    figures.add(figure);
    out.println(json ? asJson(figure) : asText(figure));
    out.flush();
  }

  /** How many figures fell short of their bar. */
  int missed() {
    return (int) figures.stream().filter(figure -> !figure.ok()).count();
  }

  /** All that were added. */
  List<Figure> figures() {
    return List.copyOf(figures);
  }

  static String asJson(Figure figure) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("name", figure.name())
            .put("value", figure.value())
            .put("unit", figure.unit());
    line.putNull("bar");
    line.putNull("rival");
    figure.bar().ifPresent(bar -> line.set("bar", node(bar)));
    figure.rival().ifPresent(rival -> line.set("rival", node(rival)));
    return line.put("ok", figure.ok()).toString();
  }

  private static ObjectNode node(Bar bar) {
    return JSON.createObjectNode().put("sense", bar.sign()).put("limit", bar.limit());
  }

  private static ObjectNode node(Rival rival) {
    return JSON.createObjectNode().put("name", rival.name()).put("value", rival.value());
  }

  private static String asText(Figure figure) {
    String bar =
        figure
            .bar()
            .map(
                promised ->
                    "bar "
                        + promised.sign()
                        + " "
                        + number(promised.limit())
                        + (figure.ok() ? " ok" : " MISSED"))
            .orElse("");
    String rival =
        figure.rival().map(other -> other.name() + ": " + number(other.value())).orElse("");
    return String.format(
            Locale.ROOT,
            "%-44s %12s %-22s %-20s %s",
            figure.name(),
            number(figure.value()),
            figure.unit(),
            bar,
            rival)
        .stripTrailing();
  }

  /** Four significant digits; nobody believes a fifth. */
  private static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 3 : 5;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
