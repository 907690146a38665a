package io.outpost.agent.evaluate;

import static io.outpost.agent.evaluate.Labelled.crossing;
import static io.outpost.agent.evaluate.Labelled.occupation;
import static io.outpost.agent.evaluate.Labelled.stay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.evaluate.RecordedScores.Shortfall;
import io.outpost.agent.replay.Replay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedScoresTest {
  private static final List<LaneTruth> TRUTH = List.of(stay(1, 3), crossing(8));
  private static final List<Occupation> GOOD = List.of(occupation(1.1, 3.2), occupation(7, 9));

  @TempDir Path folder;

  @Test
  void shortfalls_sameScores_areNone() throws Exception {
    assertThat(record(evaluation(GOOD)).shortfalls(evaluation(GOOD))).isEmpty();
  }

  @Test
  void shortfalls_betterScores_areNone() throws Exception {
    List<Occupation> better = List.of(occupation(1, 3), occupation(7, 9));

    assertThat(record(evaluation(GOOD)).shortfalls(evaluation(better))).isEmpty();
  }

  @Test
  void shortfalls_oneMissed_areToldForTheClipAndForAll() throws Exception {
    List<Shortfall> worse =
        record(evaluation(GOOD)).shortfalls(evaluation(List.of(occupation(1.1, 3.2))));

    assertThat(worse).extracting(Shortfall::clip).containsOnly("road", "total");
    assertThat(worse)
        .filteredOn(one -> one.clip().equals("road"))
        .extracting(Shortfall::score)
        .containsExactly(Score.LANE_RECALL, Score.LANES_MISSED);
  }

  @Test
  void shortfalls_startLater_areTold() throws Exception {
    List<Occupation> later = List.of(occupation(1.101, 3.2), occupation(7, 9));

    assertThat(record(evaluation(GOOD)).shortfalls(evaluation(later)))
        .extracting(Shortfall::score)
        .containsOnly(Score.LANE_START_MEAN, Score.LANE_START_WORST);
  }

  @Test
  void shortfalls_scoreThatIsNoMore_isToldAsNone() throws Exception {
    List<Occupation> other = List.of(occupation(7, 9));

    assertThat(record(evaluation(GOOD)).shortfalls(evaluation(other)))
        .filteredOn(one -> one.score() == Score.LANE_START_MEAN)
        .extracting(Shortfall::now)
        .containsOnly(Optional.empty());
  }

  @Test
  void missing_clipThatIsNoMore_isNamed() throws Exception {
    RecordedScores recorded = record(evaluation(GOOD));

    assertThat(recorded.missing(evaluation(GOOD))).isEmpty();
    assertThat(recorded.missing(new Evaluation(List.of()))).containsExactly("road");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{version: 2, total: {scores: {}}}"
            + "|1: version: expected 1, as 'outpost evaluate --json' prints it; record the scores anew",
        "{version: 1}|total.scores: missing; record the scores anew",
        "{version: 1, total: {scores: {laneRecal: 1}}}"
            + "|1: total.scores.laneRecal: no such score; did you mean 'laneRecall'?",
        "{version: 1, total: {scores: {laneRecall: high}}}"
            + "|1: total.scores.laneRecall: expected a number",
      })
  void read_whatIsNoRecord_isRefused(String text, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("scores.json"), text);

    assertThatThrownBy(() -> RecordedScores.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageEndingWith(problem);
  }

  private RecordedScores record(Evaluation evaluation) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("scores.json"), EvaluationJson.of(evaluation).toPrettyString());
    return RecordedScores.read(file);
  }

  private Evaluation evaluation(List<Occupation> occupations) {
    var camera =
        new CameraDraft("road", new Streams(URI.create("file:///road.mp4"), Optional.empty()));
    Truth truth =
        new Truth(
            new Truth.Watched("road", folder, Instant.EPOCH, camera.build(), folder),
            Optional.of(TRUTH),
            Optional.empty(),
            List.of(),
            Optional.empty());
    Told told = new Told(occupations, List.of(), List.of());
    return new Evaluation(
        List.of(
            new ClipEvaluation(
                truth,
                told,
                Outcome.of(truth, told, List.of(true)),
                new Replay.Summary(4, 100, 0, Duration.ofSeconds(10)),
                folder)));
  }
}
