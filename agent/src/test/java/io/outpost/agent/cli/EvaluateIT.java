package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.testing.SharedTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All footage, by the command that an operator has, against what it scored last. What it is run on
 * stays in {@code agent/target/evaluation}, so that after a change for the better the scores are
 * recorded anew by
 *
 * <pre>
 * agent/target/outpost/bin/outpost evaluate --truth agent/target/evaluation/truth --json \
 *   > agent/src/test/resources/io/outpost/agent/cli/scores.json
 * </pre>
 */
@Tag("replay")
class EvaluateIT {
  private static final Path KEPT = Requires.repository().resolve("agent/target/evaluation");
  private static final Path RECORDED =
      Requires.repository().resolve("agent/src/test/resources/io/outpost/agent/cli/scores.json");

  @TempDir Path config;

  @BeforeAll
  static void convert() throws IOException {
    SharedTruth.convert(KEPT.resolve("truth"));
  }

  @Test
  void evaluate_allFootage_scoresNoWorseThanRecorded() throws IOException {
    CommandRun.Result result =
        new CommandRun(config)
            .of(
                "evaluate",
                "--truth",
                KEPT.resolve("truth").toString(),
                "--minimum",
                RECORDED.toString(),
                "--report",
                KEPT.resolve("report.html").toString(),
                "--json");

    Files.writeString(KEPT.resolve("scores.json"), result.out());
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode total = new ObjectMapper().readTree(result.out()).at("/total/scores");
    assertThat(total.path("runsDifferent").asInt(-1)).isZero();
    assertThat(Files.readString(KEPT.resolve("report.html")))
        .contains("<h2>traffic</h2>", "class=\"zone\"", "data:image/jpeg;base64,");
  }
}
