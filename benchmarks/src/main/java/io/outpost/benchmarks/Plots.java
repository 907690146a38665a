package io.outpost.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.benchmarks.plots.BarChart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Draws what is recorded into {@code benchmarks/plots}. {@code benchmarks/run plots}; it measures
 * nothing, and leaves out what was not recorded.
 */
final class Plots implements Benchmark {
  private static final String ECO = "eco";
  private static final String STRICT = "strict";
  private static final String EVERY_PICTURE = "every picture decoded";
  private static final String PIPE = "ffmpeg pipe";

  private static final String OURS = "ours";
  private static final String GATED = "ours, with the gate";
  private static final String JAVACV = "JavaCV grabber";
  private static final String LIBAVFORMAT = "libavformat";

  @Override
  public void run(boolean quick, Report report) throws IOException {
    write("cameras-per-core", cameras(), report);
    write("decode", decode(), report);
    write("ingest", ingest(), report);
  }

  /** A chart and how many bars it has. */
  private static final class Drawing {
    private final BarChart chart;
    private final Map<String, JsonNode> figures;
    private int bars;

    Drawing(BarChart chart, Map<String, JsonNode> figures) {
      this.chart = chart;
      this.figures = figures;
    }

    boolean has(String figure) {
      return figures.containsKey(figure);
    }

    /** With the promise, where there is one. */
    void value(String series, String figure) {
      JsonNode node = figures.get(figure);
      if (node != null) {
        JsonNode limit = node.at("/bar/limit");
        chart.bar(
            series,
            node.get("value").doubleValue(),
            limit.isNumber() ? OptionalDouble.of(limit.doubleValue()) : OptionalDouble.empty());
        bars++;
      }
    }

    /** What the rival of a figure needed. */
    void rival(String series, String figure) {
      JsonNode node = figures.get(figure);
      if (node != null && node.at("/rival/value").isNumber()) {
        chart.bar(series, node.at("/rival/value").doubleValue(), OptionalDouble.empty());
        bars++;
      }
    }
  }

  private static void write(String name, Drawing drawing, Report report) throws IOException {
    if (drawing.bars > 0) {
      Files.createDirectories(Home.plots());
      Files.writeString(Home.plots().resolve(name + ".svg"), drawing.chart.svg());
    }
    report.add(Figure.of("plots." + name, drawing.bars, "bars drawn"));
  }

  private static Drawing cameras() throws IOException {
    Drawing drawing =
        new Drawing(
            new BarChart(
                "Cameras a core",
                "1080p cameras with faces and a lane asked for, by activity and analysed stream;"
                    + " more is better",
                List.of(ECO, STRICT, EVERY_PICTURE, PIPE)),
            Recorded.figures("cameras-per-core"));
    Map<String, String> activities =
        Map.of("quiet", "nobody", "tenth", "10 % activity", "busy", "always somebody");
    for (String view : List.of("sub", "main")) {
      for (String activity : List.of("quiet", "tenth", "busy")) {
        String place = "cameras-per-core." + activity + "." + view;
        if (drawing.has(place + ".eco")) {
          drawing.chart.group(activities.get(activity) + ", " + view);
          drawing.value(ECO, place + ".eco");
          drawing.value(STRICT, place + ".strict");
          drawing.value(EVERY_PICTURE, place + ".every-picture");
          drawing.rival(PIPE, place + ".every-picture");
        }
      }
    }
    return drawing;
  }

  private static Drawing decode() throws IOException {
    Drawing drawing =
        new Drawing(
            new BarChart(
                "Decoding every picture",
                "CPU time against ffmpeg -threads 1 -f null -, which is 1; less is better",
                List.of(OURS, GATED, JAVACV)),
            Recorded.figures("decode"));
    for (String clip : List.of("h264-1080p", "h264-640x360", "hevc-1080p", "hevc-640x360")) {
      String figure = "decode." + clip;
      if (drawing.has(figure + ".cpu")) {
        drawing.chart.group(
            clip.replace("-", ", ").replace("h264", "H.264").replace("hevc", "HEVC"));
        drawing.value(OURS, figure + ".cpu");
        drawing.value(GATED, figure + ".cpu-gated");
        drawing.rival(JAVACV, figure + ".cpu");
      }
    }
    return drawing;
  }

  private static Drawing ingest() throws IOException {
    Drawing drawing =
        new Drawing(
            new BarChart(
                "Receiving 200 cameras that nobody decodes",
                "cores; less is better",
                List.of(OURS, LIBAVFORMAT)),
            Recorded.figures("ingest"));
    for (String kilobits : List.of("2750", "4000")) {
      String figure = "ingest.200x" + kilobits + "k.cpu";
      if (drawing.has(figure)) {
        drawing.chart.group("200 x " + kilobits + " kbit/s");
        drawing.value(OURS, figure);
        drawing.rival(LIBAVFORMAT, figure);
      }
    }
    return drawing;
  }
}
