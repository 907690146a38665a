package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.testing.Degradation;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.testing.SharedTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The footage with worse pictures, against what that scored last. It takes minutes, so its name is
 * not a test's, and it runs when asked for:
 *
 * <pre>
 * ./mvnw verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=DegradedFootage \
 *   -Dfailsafe.failIfNoSpecifiedTests=false
 * </pre>
 *
 * {@link DegradedIT} is its short form. The table that it leaves in {@code
 * agent/target/evaluation/degraded.md} is that of {@code EVALUATION.md}, and {@code degraded.json}
 * beside it what is recorded in this test's resources.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DegradedFootage {
  private static final Path KEPT = Requires.repository().resolve("agent/target/evaluation");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How much a share may be below the recorded one: another ffmpeg encodes otherwise. */
  private static final double ALLOWED = 0.1;

  @TempDir Path config;

  private final Map<String, JsonNode> scores = new LinkedHashMap<>();

  @BeforeAll
  static void convert() throws IOException {
    SharedTruth.convert(KEPT.resolve("truth"));
  }

  @ParameterizedTest
  @EnumSource
  void evaluate_worsePictures_scoreAboutAsRecorded(Degradation degradation) throws Exception {
    Path folder = KEPT.resolve("degraded/" + degradation.label());
    degradation.convert(KEPT.resolve("truth"), folder);

    CommandRun.Result result =
        new CommandRun(config).of("evaluate", "--once", "--json", "--truth", folder.toString());

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode all = JSON.readTree(result.out());
    ObjectNode kept = JSON.createObjectNode();
    kept.set("total", all.at("/total/scores"));
    all.path("clips")
        .properties()
        .forEach(clip -> kept.set(clip.getKey(), clip.getValue().path("scores")));
    scores.put(degradation.label(), kept);
    JsonNode now = kept.path("total");
    JsonNode recorded = recorded().path(degradation.label()).path("total");
    assertThat(recorded.isObject()).as("recorded for " + degradation.label()).isTrue();
    JsonNode asTheyAre = JSON.readTree(resource("scores.json")).at("/total/scores");
    assertThat(now.path("laneRecall").asDouble())
        .isGreaterThanOrEqualTo(asTheyAre.path("laneRecall").asDouble() - ALLOWED);
    for (String share : new String[] {"lanePrecision", "laneRecall"}) {
      assertThat(now.path(share).asDouble())
          .as(share)
          .isGreaterThanOrEqualTo(recorded.path(share).asDouble() - ALLOWED);
    }
    assertThat(captured(now))
        .as("people captured")
        .isGreaterThanOrEqualTo(Math.max(captured(recorded), captured(asTheyAre)) - ALLOWED);
    assertThat(now.path("facesFalse").asInt())
        .isLessThanOrEqualTo(recorded.path("facesFalse").asInt());
  }

  @AfterAll
  void keep() throws IOException {
    if (scores.isEmpty()) {
      return;
    }
    StringBuilder table =
        new StringBuilder(
            "| pictures | lane precision | lane recall | start, mean (worst) | people captured | twice"
                + " | false faces | best shot off, mean |\n|---|---|---|---|---|---|---|---|\n");
    table.append(row("as they are", JSON.readTree(resource("scores.json")).at("/total/scores")));
    scores.forEach((label, now) -> table.append(row(label, now.path("total"))));
    Files.writeString(KEPT.resolve("degraded.md"), table);
    Files.writeString(
        KEPT.resolve("degraded.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(scores) + "\n");
  }

  private static String row(String label, JsonNode scores) {
    int captured = scores.path("facesCaptured").asInt();
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f s (%.2f s) | %d of %d | %d | %d | %s |%n",
        label,
        scores.path("lanePrecision").asDouble(),
        scores.path("laneRecall").asDouble(),
        scores.path("laneStartMeanSeconds").asDouble(),
        scores.path("laneStartWorstSeconds").asDouble(),
        captured,
        captured + scores.path("facesMissed").asInt(),
        scores.path("facesTwice").asInt(),
        scores.path("facesFalse").asInt(),
        scores.has("bestShotOffMeanSeconds")
            ? scores.path("bestShotOffMeanSeconds").asText() + " s"
            : "-");
  }

  /** The share of the people that were. */
  static double captured(JsonNode scores) {
    double captured = scores.path("facesCaptured").asDouble();
    return captured / (captured + scores.path("facesMissed").asDouble());
  }

  /** By degradation: the scores of all clips together, {@code total}, and of each by its name. */
  static JsonNode recorded() throws IOException {
    return JSON.readTree(resource("degraded.json"));
  }

  private static String resource(String name) throws IOException {
    return Files.readString(
        Requires.repository()
            .resolve("agent/src/test/resources/io/outpost/agent/cli")
            .resolve(name));
  }
}
