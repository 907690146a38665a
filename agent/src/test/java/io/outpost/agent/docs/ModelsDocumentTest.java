package io.outpost.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.vision.model.DecodingStyle;
import io.outpost.agent.vision.model.ManifestFile;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code MODELS.md} against the schema of manifests, their reader and what is built in. */
class ModelsDocumentTest {
  private static final Path DOCUMENT = Requires.repository().resolve("agent/docs/MODELS.md");
  private static final Path SCHEMA = Path.of("src/main/resources/schema/model.schema.json");

  @Test
  void key_ofTheSchema_isDocumentedAndNoOther() throws IOException {
    Set<String> expected = new TreeSet<>();
    keys(new ObjectMapper().readTree(SCHEMA.toFile()), "", expected);

    assertThat(Markdown.read(DOCUMENT).named("## A manifest", "## Decoding"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void style_any_isDocumentedAndNoOther() throws IOException {
    assertThat(Markdown.read(DOCUMENT).named("## Decoding", "Dimensions of one"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DecodingStyle.values()).map(DecodingStyle::label).toList());
  }

  @Test
  void sample_isReadWithoutAProblem() throws Exception {
    String sample = Markdown.read(DOCUMENT).blocks("yaml").get(0);

    assertThat(ManifestFile.parse(sample, "lorries.yaml").labels()).contains("lorry");
  }

  @Test
  void builtIn_versions_areThoseOfTheirPackages() throws IOException {
    JsonNode packages =
        new ObjectMapper().readTree(Path.of("models/package.json").toFile()).path("dependencies");

    assertThat(ModelName.builtIn(ModelKind.FACE).version())
        .isEqualTo(packages.path("@mediapipe/face_detection").asText());
    assertThat(ModelName.builtIn(ModelKind.BODY).version())
        .isEqualTo(packages.path("@mediapipe/objectron").asText());
  }

  /** Adds the paths of the leaves below a schema. */
  private static void keys(JsonNode schema, String path, Set<String> into) {
    if (!schema.has("properties")) {
      into.add(path);
      return;
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      keys(property.getValue(), path.isEmpty() ? name : path + "." + name, into);
    }
  }
}
