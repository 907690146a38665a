package io.outpost.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.CameraFile;
import io.outpost.agent.evaluate.Score;
import io.outpost.agent.evaluate.Truth;
import io.outpost.agent.evaluate.TruthFolder;
import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code EVALUATION.md} against the schema of truth, its reader and the scores. */
class EvaluationDocumentTest {
  private static final Path DOCUMENT = Requires.repository().resolve("agent/docs/EVALUATION.md");
  private static final Path SCHEMA = Path.of("src/main/resources/schema/truth.schema.json");

  @TempDir Path folder;

  @Test
  void key_ofTheSchema_isDocumentedAndNoOther() throws IOException {
    Set<String> expected = new TreeSet<>();
    keys(new ObjectMapper().readTree(SCHEMA.toFile()), "", expected);
    expected.addAll(CameraFile.ANALYSED);

    assertThat(Markdown.read(DOCUMENT).named("## A file of truth", "## How it is compared"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void score_any_isDocumentedAndNoOther() throws IOException {
    assertThat(
            Markdown.read(DOCUMENT).named("## How it is compared", "## On this project's footage"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Score.values()).map(Score::label).toList());
  }

  @Test
  void sample_isReadWithoutAProblem() throws Exception {
    String sample = Markdown.read(DOCUMENT).blocks("yaml").get(0);
    Files.writeString(folder.resolve("road.truth.yaml"), sample);
    Files.createFile(folder.resolve("road.mp4"));

    Truth truth = TruthFolder.read(folder).get(0);

    assertThat(truth.lanes().orElseThrow()).hasSize(3);
    assertThat(truth.faces().orElseThrow()).hasSize(1);
    assertThat(truth.counts()).hasSize(2);
  }

  /** Adds the paths of the leaves below a schema, and of lists of mappings that may be left out. */
  private static void keys(JsonNode schema, String path, Set<String> into) {
    if (schema.has("properties")) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        String name = property.getKey();
        keys(property.getValue(), path.isEmpty() ? name : path + "." + name, into);
      }
      return;
    }
    if (schema.path("items").has("properties")) {
      if (Set.of("expect.lanes", "expect.faces", "expect.congestion").contains(path)) {
        into.add(path);
      }
      keys(schema.path("items"), path + "[]", into);
      return;
    }
    into.add(path);
  }
}
