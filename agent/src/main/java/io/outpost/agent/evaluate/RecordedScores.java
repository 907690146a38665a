package io.outpost.agent.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.ConfigFile.Content;
import io.outpost.agent.config.Suggestion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores of an earlier evaluation, as its JSON tells them: the least that is asked for. */
public final class RecordedScores {
  private final Map<String, Scores> clips;

  private RecordedScores(Map<String, Scores> clips) {
    this.clips = clips;
  }

  /**
   * A score that is worse than recorded.
   *
   * @param clip its name, or {@code total}
   * @param now empty where there is no such score any more
   */
  public record Shortfall(
      String clip, Score score, BigDecimal recorded, Optional<BigDecimal> now) {}

  /**
   * Reads what {@code outpost evaluate --json} printed.
   *
   * @throws ConfigException with every problem of the file
   */
  public static RecordedScores read(Path path) throws ConfigException, IOException {
    ConfigFile file = ConfigFile.read(path, path.toString(), Content.OPEN);
    JsonNode tree = file.tree();
    if (tree.path("version").asInt() != EvaluationJson.VERSION) {
      throw file.refusal(
          "version", "expected 1, as 'outpost evaluate --json' prints it; record the scores anew");
    }
    List<String> problems = new ArrayList<>();
    Map<String, Scores> clips = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> clip : tree.path("clips").properties()) {
      clips.put(clip.getKey(), scores(file, "clips." + clip.getKey(), problems));
    }
    clips.put(Evaluation.TOTAL, scores(file, Evaluation.TOTAL, problems));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new RecordedScores(clips);
  }

  private static Scores scores(ConfigFile file, String at, List<String> problems) {
    JsonNode holder = file.tree();
    for (String key : at.split("\\.", 2)) {
      holder = holder.path(key);
    }
    String path = at + ".scores";
    Map<Score, BigDecimal> values = new EnumMap<>(Score.class);
    if (!holder.path("scores").isObject()) {
      problems.add(file.problem(path, "missing; record the scores anew"));
    }
    for (Map.Entry<String, JsonNode> entry : holder.path("scores").properties()) {
      Optional<Score> score = Score.of(entry.getKey());
      if (score.isEmpty()) {
        List<String> known = Arrays.stream(Score.values()).map(Score::label).toList();
        problems.add(
            file.problem(
                path + "." + entry.getKey(),
                "no such score" + Suggestion.among(known, entry.getKey())));
      } else if (!entry.getValue().isNumber()) {
        problems.add(file.problem(path + "." + entry.getKey(), "expected a number"));
      } else {
        values.put(score.get(), Scores.rounded(entry.getValue().asDouble()));
      }
    }
    return new Scores(values);
  }

  /** Names of recorded clips that were not evaluated. */
  public List<String> missing(Evaluation evaluation) {
    List<String> names = new ArrayList<>(clips.keySet());
    names.remove(Evaluation.TOTAL);
    evaluation.clips().forEach(clip -> names.remove(clip.truth().name()));
    return names;
  }

  /** What is worse than recorded. A clip that was not recorded is held against nothing. */
  public List<Shortfall> shortfalls(Evaluation evaluation) {
    List<Shortfall> shortfalls = new ArrayList<>();
    for (ClipEvaluation clip : evaluation.clips()) {
      compare(clip.truth().name(), clip.outcome(), shortfalls);
    }
    compare(Evaluation.TOTAL, evaluation.total(), shortfalls);
    return shortfalls;
  }

  private void compare(String name, Outcome outcome, List<Shortfall> shortfalls) {
    Scores recorded = clips.getOrDefault(name, new Scores(Map.of()));
    Map<Score, BigDecimal> now = Scores.of(outcome).values();
    recorded
        .values()
        .forEach(
            (score, least) -> {
              Optional<BigDecimal> value = Optional.ofNullable(now.get(score));
              if (score == Score.RUNS_DIFFERENT && value.isEmpty()) {
                return; // there was one run only, as was asked for
              }
              if (value.isEmpty()
                  || score.isWorse(value.get().doubleValue(), least.doubleValue())) {
                shortfalls.add(new Shortfall(name, score, least, value));
              }
            });
  }
}
