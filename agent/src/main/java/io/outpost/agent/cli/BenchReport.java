package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.evaluate.FaceResult;
import io.outpost.agent.evaluate.LaneResult;
import io.outpost.agent.evaluate.Outcome;
import io.outpost.agent.evaluate.Score;
import io.outpost.agent.vision.DetectorTime;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code outpost models bench} found. */
final class BenchReport {
  private static final String NONE = "-";
  private static final int PLACES = 3;

  private final List<Row> rows = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Of one detector.
   *
   * @param outcome on the clips whose truth tells of its kind; empty where there are none
   */
  record Row(ModelName name, ModelKind kind, DetectorTime time, Optional<Outcome> outcome) {
    double millis() {
      return time.call().toNanos() / 1e6;
    }
  }

  void add(Row row) {
    rows.add(row);
  }

  void fail(String problem) {
    problems.add(problem);
  }

  /** Of those that could not be measured. */
  List<String> problems() {
    return problems;
  }

  void print(Terminal terminal) {
    Table table = new Table("NAME", "KIND", "NUMBERS", "MS", "FOUND", "MISSED", "FALSE", "TWICE");
    for (Row row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(row.name().name());
      cells.add(row.kind().label());
      cells.add(row.time().numbers().label());
      cells.add(String.format(Locale.ROOT, "%.1f", row.millis()));
      cells.addAll(row.outcome().map(one -> counts(row.kind(), one)).orElse(nothing()));
      table.add(cells.toArray(String[]::new));
    }
    table.print(terminal.out(), terminal.words());
  }

  ArrayNode json() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Row row : rows) {
      ObjectNode node =
          list.addObject()
              .put("name", row.name().name())
              .put("version", row.name().version())
              .put("kind", row.kind().label())
              .put("numbers", row.time().numbers().label())
              .put("milliseconds", rounded(row.millis()));
      row.outcome().ifPresent(outcome -> addScores(node.putObject("scores"), row.kind(), outcome));
    }
    return list;
  }

  private static void addScores(ObjectNode scores, ModelKind kind, Outcome outcome) {
    for (Score score : Score.values()) {
      boolean ofFaces = score.label().startsWith("face") || score.label().startsWith("best");
      boolean wanted = kind == ModelKind.FACE ? ofFaces : score.label().startsWith("lane");
      if (wanted) {
        score.of(outcome).ifPresent(value -> scores.put(score.label(), rounded(value)));
      }
    }
  }

  private static List<String> counts(ModelKind kind, Outcome outcome) {
    LaneResult lanes = outcome.lanes();
    FaceResult faces = outcome.faces();
    return switch (kind) {
      case FACE ->
          List.of(
              size(faces.captured()),
              size(faces.missed()),
              size(faces.wrong()),
              size(faces.twice()));
      case BODY -> List.of(size(lanes.found()), size(lanes.missed()), size(lanes.wrong()), NONE);
    };
  }

  private static List<String> nothing() {
    return List.of(NONE, NONE, NONE, NONE);
  }

  private static String size(List<?> of) {
    return Integer.toString(of.size());
  }

  private static BigDecimal rounded(double value) {
    BigDecimal rounded =
        new BigDecimal(value).setScale(PLACES, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
