package io.outpost.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.benchmarks.Figure.Bar;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a benchmark printed when it was recorded, in {@code benchmarks/recorded/NAME.json}: a line
 * for the machine and its versions, then one for each figure, as {@code --json} prints them.
 */
final class Recorded {
  private static final MathContext DIGITS = new MathContext(4);
  private static final ObjectMapper JSON = new ObjectMapper();

  private Recorded() {}

  private static Path file(String benchmark) {
    return Home.recorded().resolve(benchmark + ".json");
  }

  static void write(String benchmark, List<Figure> figures) throws IOException {
    List<String> lines = new ArrayList<>(List.of(machine().toString()));
    figures.forEach(figure -> lines.add(Report.asJson(figure)));
    Files.createDirectories(Home.recorded());
    Files.write(file(benchmark), lines);
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> line.replaceFirst(".*: *", ""))
        .orElse(System.getProperty("os.arch"));
  }

  private static ObjectNode machine() throws IOException {
    // How many others wanted to run in the last quarter of an hour: absolute figures depend on it.
    double load = Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[2]);
    return JSON.createObjectNode()
        .put("recorded", LocalDate.now(ZoneOffset.UTC).toString())
        .put("processor", processor())
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("load", load)
        .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("java", Runtime.version().toString());
  }

  /** By name; empty where nothing was recorded. */
  static Map<String, JsonNode> figures(String benchmark) throws IOException {
    Map<String, JsonNode> figures = new TreeMap<>();
    if (Files.exists(file(benchmark))) {
      for (String line : Files.readAllLines(file(benchmark))) {
        JsonNode node = JSON.readTree(line);
        if (node.has("name")) {
          figures.put(node.get("name").textValue(), node);
        }
      }
    }
    return figures;
  }

  /**
   * A ratio that is not to become worse.
   *
   * @param sense which way is better
   */
  record Guarded(String benchmark, String name, double value, Bar.Sense sense) {
    /** Worse than recorded by more than this is a failure. */
    private static final double TOLERANCE = 0.15;

    Bar bar() {
      return switch (sense) {
        case AT_MOST -> Bar.atMost(value * (1 + TOLERANCE));
        case AT_LEAST -> Bar.atLeast(value * (1 - TOLERANCE));
      };
    }
  }

  /** Those of {@code recorded/guard.json}, as they are on this processor. */
  static List<Guarded> guarded() throws IOException {
    return guarded(JSON.readTree(file("guard").toFile()), processor());
  }

  /**
   * Those of a file.
   *
   * @param processor whose own values count, where it has any; else what holds for all others
   */
  static List<Guarded> guarded(JsonNode all, String processor) {
    List<Guarded> guarded = new ArrayList<>();
    for (JsonNode node : all) {
      JsonNode own = node.path("on").path(processor);
      guarded.add(
          new Guarded(
              node.get("benchmark").textValue(),
              node.get("name").textValue(),
              (own.isMissingNode() ? node.get("value") : own).doubleValue(),
              Bar.sense(node.get("sense").textValue())));
    }
    return guarded;
  }

  /** Writes values to where {@link #guarded(JsonNode, String)} reads them, in the same order. */
  static void put(JsonNode all, List<Guarded> guarded, String processor) {
    for (int i = 0; i < guarded.size(); i++) {
      ObjectNode node = (ObjectNode) all.get(i);
      double value = new BigDecimal(guarded.get(i).value()).round(DIGITS).doubleValue();
      if (node.path("on").has(processor)) {
        ((ObjectNode) node.get("on")).put(processor, value);
      } else {
        node.put("value", value);
      }
    }
  }

  static void write(List<Guarded> guarded) throws IOException {
    JsonNode all = JSON.readTree(file("guard").toFile());
    put(all, guarded, processor());
    List<String> lines = new ArrayList<>();
    all.forEach(node -> lines.add(node.toString()));
    Files.writeString(file("guard"), "[\n" + String.join(",\n", lines) + "\n]\n");
  }
}
